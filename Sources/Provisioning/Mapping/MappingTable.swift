package import Directory

/// What the app gets for one person.
package enum MappedAccount: Sendable, Equatable {
    /// The values by attribute path; the user name is among them.
    case values([String: String])
    /// Mandatory attributes have no value for this person; labels as on the mapping screen.
    case missing([String])
    /// The app takes no values as long as these; labels with their limits.
    case tooLong([String])
    /// The app takes no values of this form.
    case unfit([UnfitValue])
}

/// A value that an app does not take because of its form.
package struct UnfitValue: Sendable, Equatable, Hashable, Codable {
    /// The attribute, as on the mapping screen.
    package let label: String
    package let value: String
    /// The form that the app demands.
    package let format: ValueFormat.Name

    package init(label: String, value: String, format: ValueFormat.Name) {
        self.label = label
        self.value = value
        self.format = format
    }
}

/// What the rows of a mapping give for a person, before it is judged whether the app takes it.
struct DrawnValues {
    /// By attribute path.
    var values: [String: String] = [:]
    /// Why an attribute has no value although the directory has one, by attribute path.
    var reasons: [String: NoValueReason] = [:]
}

/// The attribute mapping as a whole, against the attributes that the app accepts.
package struct MappingTable: Sendable {
    /// The path that names an account; a person's account is found by it at first contact.
    package static let userNamePath = "userName"

    /// The longest value of any attribute, in bytes of UTF-8, whatever the app would take: it is kept in the ledger with every change.
    package static let greatestLength = 65_536

    /// What the app accepts, in the order of the screen.
    package let targets: [TargetAttribute]
    /// The rows that the admin chose.
    package let mappings: [AttributeMapping]
    /// What steps may look at.
    package let context: ValueContext
    /// The addresses of which each part stands or falls with the others.
    private let addresses: [AddressRule]
    /// Attributes whose value in an account may differ from what the directory says by now.
    private let lasting: [TargetAttribute]
    /// What ``userNameOfUnchanged(_:having:)`` has to know of each row; `nil` when a person's values cannot be told row by row.
    private let comparison: MappingComparison?

    package init(targets: [TargetAttribute], mappings: [AttributeMapping], context: ValueContext = ValueContext()) {
        self.targets = targets
        self.mappings = mappings
        self.context = context
        addresses = targets.compactMap { AddressRule(region: $0, among: targets) }
        lasting = targets.filter { $0.isOnlyWhenCreated || !$0.isClearable }
        comparison = MappingComparison(mappings, targets: targets, addresses: addresses)
    }

    /// The table of these settings.
    package init(targets: [TargetAttribute], settings: AutoprovisioningSettings, tools: any ValueTools) {
        self.init(
            targets: targets, mappings: settings.mapping,
            context: ValueContext(tables: settings.tables, companyCountry: settings.companyCountry, tools: tools))
    }

    /// The rows that are proposed before the admin chose anything.
    package static func defaults(for targets: [TargetAttribute]) -> [AttributeMapping] {
        targets.compactMap { target in target.proposedSource.map { AttributeMapping(target: target.path, sources: [$0]) } }
    }

    /// The mandatory attributes that have no source yet: Continue waits for them.
    package var unmappedMandatory: [TargetAttribute] {
        let mapped = Set(mappings.filter { !$0.sources.isEmpty }.map(\.target))
        return targets.filter { $0.isMandatory && !mapped.contains($0.path) }
    }

    /// The directory attributes that the mapping reads: what a run asks of the directory.
    package var sourceAttributes: Set<String> { mappings.lazy.flatMap(\.sources).reduce(into: []) { $0.formUnion($1.attributes) } }

    /// What this machine lacks for the steps of the mapping. Nothing may be planned then: values would look as if they were gone.
    package var missingTools: Set<MissingTool> {
        Set(mappings.lazy.flatMap(\.sources).flatMap(\.steps).compactMap { context.tools.missing(for: $0.name) })
    }

    /// What the app gets for `person`.
    ///
    /// - Parameter link: what the person's account has: such values the app has taken already, whatever their form.
    package func account(for person: Person, having link: AccountLink? = nil) -> MappedAccount {
        let drawn = drawn(for: person)
        var (missing, tooLong, unfit): ([String], [String], [UnfitValue]) = ([], [], [])
        for target in targets {
            guard let value = drawn.values[target.path] else {
                if target.isMandatory { missing.append(target.label) }
                continue
            }
            if isTaken(value, of: target, by: link) { continue }
            switch fault(of: value, for: target) {
            case .tooLong(_, let limit)?:
                let isOurs = limit == Self.greatestLength
                tooLong.append(
                    "\(target.label) (\(isOurs ? value.utf8.count : ValueFormat.length(of: value)) \(isOurs ? "bytes" : "characters"), at most \(limit))"
                )
            case .unfit(_, let format)?: unfit.append(UnfitValue(label: target.label, value: value, format: format))
            default: break
            }
        }
        if !missing.isEmpty { return .missing(missing) }
        if !tooLong.isEmpty { return .tooLong(tooLong) }
        return unfit.isEmpty ? .values(drawn.values) : .unfit(unfit)
    }

    /// The values that an account is to have that exists already: what the app takes only with a new account stays, and so does what it does not take away again.
    func values(_ values: [String: String], in link: AccountLink) -> [String: String] {
        guard !lasting.isEmpty else { return values }
        var values = values
        for target in lasting where target.isOnlyWhenCreated || values[target.path] == nil { values[target.path] = link.value(of: target.path) }
        return values
    }

    /// The user name of somebody for whom the mapping gives just what their account has: nearly everybody in nearly every run. It takes no dictionary to find out.
    ///
    /// - Returns: `nil` when something is different, or when it takes ``account(for:having:)`` to tell.
    func userNameOfUnchanged(_ person: Person, having link: AccountLink) -> String? {
        comparison?.userName(of: person, having: link, context)
    }

    /// What the rows give for `person`.
    func drawn(for person: Person) -> DrawnValues {
        var drawn = DrawnValues()
        drawn.values.reserveCapacity(mappings.count)
        for mapping in mappings {
            switch mapping.result(for: person, context) {
            case .value(let value)?: drawn.values[mapping.target] = value
            case .none(let reason)?: drawn.reasons[mapping.target] = reason
            case nil: break
            }
        }
        for address in addresses { address.leaveOutDoubtful(&drawn, context.tools) }
        return drawn
    }
}
