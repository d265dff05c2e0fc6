import Provisioning
import Wording

/// The quality of the data for machines.
struct QualityReport: Encodable {
    struct Finding: Encodable {
        let attribute: String
        let label: String
        let rule: String
        let refused: Bool
        let words: String
        let people: [Person]
        let proposals: [Proposal]
    }

    struct Person: Encodable {
        let id: String
        let name: String
        let email: String
        let value: String
    }

    struct Proposal: Encodable {
        /// Counts over all findings, as `--accept` takes it.
        let number: Int
        /// The step as `--map` takes it; null for a proposal of another kind.
        let step: OrNull<String>
        let companyCountry: OrNull<String>
        let helps: Int
    }

    let entitled: Int
    let refused: Int
    let findings: [Finding]

    init(_ quality: DataQuality) {
        (entitled, refused) = (quality.entitled, quality.refused)
        var number = 0
        findings = quality.findings.map { finding in
            Finding(
                attribute: finding.target, label: finding.label, rule: finding.rule.code, refused: finding.rule.isRefusal, words: finding.rule.words,
                people: finding.cases.map { Person(id: $0.personID, name: $0.name, email: $0.email, value: $0.value.words) },
                proposals: finding.proposals.map { proposal in
                    number += 1
                    var (step, country): (String?, String?)
                    switch proposal.change {
                    case .step(let value, _): step = value.text
                    case .companyCountry(let code): country = code
                    }
                    return Proposal(number: number, step: OrNull(step), companyCountry: OrNull(country), helps: proposal.helps)
                })
        }
    }

    /// A record for each person of each finding, below a header.
    var csv: [String] {
        [CSVText.record(["attribute", "rule", "refused", "id", "name", "email", "value"])]
            + findings.flatMap { finding in
                finding.people.map { person in
                    CSVText.record([finding.attribute, finding.rule, "\(finding.refused)", person.id, person.name, person.email, person.value])
                }
            }
    }
}
