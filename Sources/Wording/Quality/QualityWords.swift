package import Provisioning

extension DataQuality.Rule {
    /// What is wrong, as the title of a group of people.
    package var words: String {
        switch self {
        case .missing(nil): "no value, but it is mandatory"
        case .missing(let reason?): "mandatory, but \(DataQuality.Rule.reasonWords(reason))"
        case .tooLong(let limit): "longer than \(limit) characters"
        case .unfit(let format): "not \(format.words)"
        case .leftOut(let reason): DataQuality.Rule.reasonWords(reason)
        }
    }

    private static func reasonWords(_ code: String) -> String {
        if let doubt = PhoneNumberDoubt.allCases.first(where: { "phoneNumber.\($0.rawValue)" == code }) { return doubt.groupWords }
        return switch code {
        case NoValueReason.empty.code: "nothing is left of the value"
        case NoValueReason.noMatch("").code: "the pattern does not match"
        case NoValueReason.notInTable("", table: "").code: "the table has no such row"
        case NoValueReason.unknownCountry("").code: "no country is called so"
        case NoValueReason.noCountry("").code: "the country is not known"
        case NoValueReason.unknownRegion("", country: "").code: "the country has no such state or region"
        case NoValueReason.countryWithoutRegions("", country: "").code: "the app has no states or regions for the country"
        case NoValueReason.doubtfulAddress.code: "another part of the address cannot be determined"
        case NoValueReason.addressWithoutRegion(country: "").code: "the address has no state, which is mandatory in its country"
        default: code
        }
    }
}

extension PhoneNumberDoubt {
    fileprivate var groupWords: String {
        switch self {
        case .letters: "the phone number has letters in it"
        case .hasExtension: "the phone number has an extension"
        case .noCountry: "the phone number does not begin with +, and the country is not known"
        case .wrongLength: "the phone number has the wrong number of digits"
        case .notInUse: "the phone number is not in use in its country"
        case .notANumber: "it is not a phone number"
        }
    }
}

extension DataQuality.Finding {
    /// What becomes of it, and what is wrong: a row of the list has the people and the attribute beside it.
    package var verdict: String { "\(rule.isRefusal ? "refused" : "left out"): \(rule.words)" }

    /// What can be done where nothing is proposed.
    package var cure: String {
        rule.isRefusal
            ? "Correct the values in the directory, or map another attribute."
            : "Correct the values in the directory, or leave them: the app does without."
    }
}

extension QualityProposal {
    /// What would be changed, as a button says it.
    package func words(labels: [String: String]) -> String {
        switch change {
        case .companyCountry(let country): "Take \(country) for the country of people whose own is not known"
        case .step(let step, let target): "Add a step to \(labels[target] ?? target): \(step.words)"
        }
    }
}

extension DataQuality {
    /// How the data is, in one sentence.
    package var summary: String {
        let leftOut = Set(findings.lazy.filter { !$0.rule.isRefusal }.flatMap { $0.cases.map(\.personID) }).count
        if refused == 0, leftOut == 0 { return "Nothing would be refused: \(entitled.people) in scope, and every value fits." }
        let refusal =
            refused == 0 ? "Nothing would be refused of \(entitled.people) in scope." : "\(refused) of \(entitled.people) in scope would be refused."
        return leftOut == 0 ? refusal : "\(refusal) For \(leftOut.people) a value is left out."
    }
}
