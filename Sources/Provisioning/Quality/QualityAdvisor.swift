import Directory

/// Finds changes of the configuration that help people whose values break a rule, and counts how many each helps. A change that helps nobody is not proposed.
struct QualityAdvisor {
    private let settings: AutoprovisioningSettings
    private let targets: [TargetAttribute]
    private let tools: any ValueTools
    /// The country of most people whose country is known.
    private let commonCountry: String?

    /// Leaves what people write behind a number: `x12`, `ext. 12`, `#12`, `;ext=12`.
    static let withoutExtension = ValueStep.pattern(match: "^[^A-Za-z#;]*", group: 0)

    /// - Parameter people: everybody who is entitled.
    init(_ input: PlanInput, people: [Person]) {
        settings = input.configuration.autoprovisioning
        (targets, tools) = (input.targets, input.valueTools)
        var counts: [String: Int] = [:]
        let needsCountry = settings.companyCountry == nil && tools.missing(for: .country) == nil
        if needsCountry {
            for person in people {
                guard let country = person.value(of: ValueStep.PersonCountry.standardAttribute), let code = input.valueTools.countryCode(of: country)
                else { continue }
                counts[code, default: 0] += 1
            }
        }
        commonCountry = counts.min { (-$0.value, $0.key) < (-$1.value, $1.key) }?.key
    }

    /// - Parameter people: whose value of the attribute breaks the rule.
    func proposals(for path: String, _ rule: DataQuality.Rule, people: [Person]) -> [QualityProposal] {
        guard let target = targets.first(where: { $0.path == path }) else { return [] }
        var proposals: [QualityProposal] = []
        for change in candidates(target, rule) where isPossible(change) {
            let table = MappingTable(targets: targets, settings: QualityProposal(change).applied(to: settings), tools: tools)
            let helped = people.count { if case .value = table.value(of: target, for: $0) { true } else { false } }
            // The simpler change comes first: one that says more has to help more.
            if helped > proposals.last?.helps ?? 0 { proposals.append(QualityProposal(change, helps: helped)) }
        }
        return proposals.reversed()
    }

    private func candidates(_ target: TargetAttribute, _ rule: DataQuality.Rule) -> [QualityProposal.Change] {
        func step(_ step: ValueStep) -> QualityProposal.Change { .step(step, target: target.path) }
        let country = commonCountry.map { [QualityProposal.Change.companyCountry($0)] } ?? []
        switch rule {
        case .tooLong(let limit): return limit == MappingTable.greatestLength ? [] : [step(.cut(limit))]
        case .unfit(.phoneNumber):
            return [step(.e164(.init()))] + (settings.companyCountry == nil ? commonCountry.map { [step(.e164(.init(fallback: $0)))] } ?? [] : [])
        case .unfit(.country): return [step(.country(.name))]
        case .unfit(.region): return [step(.region(.init(), .code))]
        case .unfit(.email): return [step(.lower)]
        case .unfit(.text): return []
        case .missing(let reason?), .leftOut(let reason):
            switch reason {
            case NoValueReason.phoneNumber("", .noCountry, country: nil).code, NoValueReason.noCountry("").code: return country
            case NoValueReason.phoneNumber("", .hasExtension, country: nil).code, NoValueReason.phoneNumber("", .letters, country: nil).code:
                return [step(Self.withoutExtension)]
            default: return []
            }
        case .missing(nil): return []
        }
    }

    /// Whether this machine has what the change needs.
    private func isPossible(_ change: QualityProposal.Change) -> Bool {
        if case .step(let step, _) = change { tools.missing(for: step.name) == nil } else { true }
    }
}
