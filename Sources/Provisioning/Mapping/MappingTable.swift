package import Directory

/// What the app gets for one person.
package enum MappedAccount: Sendable, Equatable {
    /// The values by attribute path; the user name is among them.
    case values([String: String])
    /// Mandatory attributes have no value for this person; labels as on the mapping screen.
    case missing([String])
    /// The app takes no values as long as these; labels with their limits.
    case tooLong([String])
}

/// The attribute mapping as a whole, against the attributes that the app accepts.
package struct MappingTable: Sendable, Equatable {
    /// The path that names an account; a person's account is found by it at first contact.
    package static let userNamePath = "userName"

    /// The longest value of any attribute, in bytes of UTF-8, whatever the app would take: it is kept in the ledger with every change.
    package static let greatestLength = 65_536

    /// What the app accepts, in the order of the screen.
    package let targets: [TargetAttribute]
    /// The rows that the admin chose.
    package let mappings: [AttributeMapping]

    package init(targets: [TargetAttribute], mappings: [AttributeMapping]) {
        self.targets = targets
        self.mappings = mappings
    }

    /// The rows that are proposed before the admin chose anything.
    package static func defaults(for targets: [TargetAttribute]) -> [AttributeMapping] {
        targets.compactMap { target in
            target.defaultSource.map { AttributeMapping(target: target.path, sources: [.attribute($0)]) }
        }
    }

    /// The mandatory attributes that have no source yet: Continue waits for them.
    package var unmappedMandatory: [TargetAttribute] {
        let mapped = Set(mappings.filter { !$0.sources.isEmpty }.map(\.target))
        return targets.filter { $0.isMandatory && !mapped.contains($0.path) }
    }

    /// The directory attributes that the mapping reads: what a run asks of the directory.
    package var sourceAttributes: Set<String> {
        Set(
            mappings.flatMap(\.sources).compactMap { source in
                if case .attribute(let id) = source { id } else { nil }
            })
    }

    /// What the app gets for `person`.
    package func account(for person: Person) -> MappedAccount {
        var values: [String: String] = [:]
        values.reserveCapacity(mappings.count)
        for mapping in mappings {
            guard let value = mapping.value(for: person) else { continue }
            guard value.utf8.count <= Self.greatestLength else {
                let label = targets.first { $0.path == mapping.target }?.label ?? mapping.target
                return .tooLong(["\(label) (\(value.utf8.count) bytes, at most \(Self.greatestLength))"])
            }
            values[mapping.target] = value
        }
        let missing = targets.filter { $0.isMandatory && values[$0.path] == nil }
        guard missing.isEmpty else { return .missing(missing.map(\.label)) }
        let tooLong = targets.compactMap { target -> String? in
            guard let limit = target.maximumLength, let value = values[target.path], value.count > limit else { return nil }
            return "\(target.label) (\(value.count) characters, at most \(limit))"
        }
        return tooLong.isEmpty ? .values(values) : .tooLong(tooLong)
    }
}
