/// Problems are kept as data: the word for machines with parameters. The ledger keeps this layout, so its names stay; a later version may add some.
extension PlanProblem: Codable {
    private struct Record: Codable {
        let code: String
        var labels: [String]?
        var unfit: [UnfitValue]?
        var text: String?
        var other: String?
        var kind: ActionKind?
        var refusal: AppRefusal?
        var application: String?
    }

    package func encode(to encoder: any Encoder) throws {
        var record = Record(code: code)
        switch self {
        case .missingValues(let labels), .tooLong(let labels): record.labels = labels
        case .unfit(let values): record.unfit = values
        case .accountOfAnother(let userName, let externalID): (record.text, record.other) = (userName, externalID)
        case .authorizingAccount(let kind): record.kind = kind
        case .sameUserName(let userName, let other): (record.text, record.other) = (userName, other)
        case .lookupRefused(let refusal, let application): (record.refusal, record.application) = (refusal, application)
        }
        try record.encode(to: encoder)
    }

    package init(from decoder: any Decoder) throws {
        let record = try Record(from: decoder)
        switch (record.code, record.labels, record.text, record.other, record.kind) {
        case ("missingValues", let labels?, _, _, _): self = .missingValues(labels)
        case ("tooLong", let labels?, _, _, _): self = .tooLong(labels)
        case ("accountOfAnother", _, let text?, let other?, _): self = .accountOfAnother(userName: text, externalID: other)
        case ("authorizingAccount", _, _, _, let kind?): self = .authorizingAccount(kind)
        case ("sameUserName", _, let text?, let other?, _): self = .sameUserName(userName: text, other: other)
        case ("unfit", _, _, _, _):
            guard let values = record.unfit else { throw Self.incomplete(record.code, decoder) }
            self = .unfit(values)
        case ("lookupRefused", _, let text, _, _):
            // Older versions kept a sentence.
            guard let refusal = record.refusal ?? text.map(AppRefusal.written) else { throw Self.incomplete(record.code, decoder) }
            self = .lookupRefused(refusal, application: record.application ?? AppRefusal.anyApplication)
        default: throw Self.incomplete(record.code, decoder)
        }
    }

    private static func incomplete(_ code: String, _ decoder: any Decoder) -> DecodingError {
        .dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "\(code) is not known, or lacks a parameter"))
    }
}
