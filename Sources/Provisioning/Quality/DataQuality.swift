import Directory

/// What the app would refuse or not get of everybody who is entitled, found out before anything is written. By the mapping alone: the same rule makes the plan.
package struct DataQuality: Sendable, Equatable {
    /// What is wrong with a value, without the value.
    package enum Rule: Sendable, Equatable, Hashable {
        /// A mandatory attribute has no value, for this reason where the directory has one (``NoValueReason/code``).
        case missing(reason: String?)
        /// The value is too long.
        case tooLong(limit: Int)
        /// The value has another form.
        case unfit(ValueFormat.Name)
        /// The app does without, for this reason (``NoValueReason/code``).
        case leftOut(reason: String)

        /// Whether the app would refuse the person.
        package var isRefusal: Bool { if case .leftOut = self { false } else { true } }

        /// A word for machines (`--json`).
        package var code: String {
            switch self {
            case .missing(let reason): reason.map { "missing.\($0)" } ?? "missing"
            case .tooLong: "tooLong"
            case .unfit(let format): "unfit.\(format.rawValue)"
            case .leftOut(let reason): "leftOut.\(reason)"
            }
        }

        /// The rule that a value breaks; `nil` when it breaks none.
        init?(_ value: MappedValue) {
            switch value {
            case .value, .empty: return nil
            case .missing(let reason): self = .missing(reason: reason?.code)
            case .tooLong(_, let limit): self = .tooLong(limit: limit)
            case .unfit(_, let format): self = .unfit(format)
            case .leftOut(let reason): self = .leftOut(reason: reason.code)
            }
        }
    }

    /// A person with what their attribute gets.
    package struct Case: Sendable, Equatable, AboutPerson {
        package let person: PersonReference
        package let value: MappedValue
    }

    /// The people of whom one attribute breaks one rule.
    package struct Finding: Sendable, Equatable, Identifiable {
        package let target: String
        package let label: String
        package let rule: Rule
        package let cases: [Case]
        /// What would help, the most helpful first.
        package let proposals: [QualityProposal]

        /// Names the finding in commands: attribute and rule.
        package var id: String { "\(target) \(rule.code)" }
    }

    /// How many people are entitled.
    package let entitled: Int
    /// What would be refused, then what is left out; each the most people first.
    package let findings: [Finding]
    /// How many people the app would refuse.
    package let refused: Int

    /// Looks at everybody whom `input` entitles; cost is linear in them.
    package init(_ input: PlanInput) {
        let rule = EntitlementRule(input)
        let table = input.mappingTable
        let people = input.snapshot.people.filter { rule.entitlement(of: $0).isEntitled }
        var groups: [Key: [Int]] = [:]
        var values: [Key: [MappedValue]] = [:]
        var refused = 0
        for (index, person) in people.enumerated() {
            var isRefused = false
            for (target, value) in table.values(for: person, having: input.ledger.links[person.id]) {
                guard let rule = Rule(value), Self.isFinding(value, of: target) else { continue }
                let key = Key(target: target.path, rule: rule)
                groups[key, default: []].append(index)
                values[key, default: []].append(value)
                if rule.isRefusal { isRefused = true }
            }
            if isRefused { refused += 1 }
        }
        entitled = people.count
        self.refused = refused
        let advisor = QualityAdvisor(input, people: people)
        let labels = input.targets.labelsByPath
        findings = groups.map { key, indices in
            Finding(
                target: key.target, label: labels[key.target] ?? key.target, rule: key.rule,
                cases: zip(indices, values[key] ?? []).map { Case(person: PersonReference(people[$0]), value: $1) },
                proposals: advisor.proposals(for: key.target, key.rule, people: indices.map { people[$0] }))
        }.sorted { first, second in
            (first.rule.isRefusal ? 0 : 1, -first.cases.count, first.id) < (second.rule.isRefusal ? 0 : 1, -second.cases.count, second.id)
        }
    }

    /// Whether something is wrong with the value, and no other part of the same address says so.
    private static func isFinding(_ value: MappedValue, of target: TargetAttribute) -> Bool {
        switch value {
        case .leftOut(.doubtfulAddress), .leftOut(.countryWithoutRegions): false
        case .leftOut(.addressWithoutRegion): target.format.name == .region
        default: true
        }
    }

    private struct Key: Hashable {
        let target: String
        let rule: Rule
    }
}

extension DataQuality {
    /// All proposals, in the order of the findings.
    package var proposals: [QualityProposal] { findings.flatMap(\.proposals) }
}
