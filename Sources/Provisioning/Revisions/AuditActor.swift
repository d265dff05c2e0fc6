import Foundation

/// Who did something, for the log and for the history of the configuration.
package struct AuditActor: Sendable, Equatable, Hashable {
    /// The user of this machine: "mario", "mario as root". What nobody of this program did has words instead: see ``editedByHand`` and ``found``.
    package let user: String
    /// The address of the administrator who was signed in at this home; `nil` when nobody was.
    package let administrator: String?

    package init(user: String, administrator: String? = nil) {
        self.user = user
        self.administrator = administrator
    }

    /// Somebody who changed `config.json` with an editor: the file does not say who it was.
    package static let editedByHand = AuditActor(user: "edited by hand")
    /// Whoever saved a configuration of which this ledger has no record.
    package static let found = AuditActor(user: "found")

    /// Whether it is known who it was.
    package var isKnown: Bool { self != .editedByHand && self != .found }

    /// "mario (administrator admin@corp.example)".
    package var words: String { user + (administrator.map { " (administrator \($0))" } ?? "") }
}

extension AuditActor {
    /// Splits a sentence of older versions, which ended with who decided: "hard delete …; by mario (administrator admin@corp.example)".
    package static func split(_ sentence: String) -> (words: String, actor: AuditActor?) {
        guard let separator = sentence.range(of: "; by ", options: .backwards) else { return (sentence, nil) }
        let words = String(sentence[..<separator.lowerBound])
        let name = sentence[separator.upperBound...]
        guard let opening = name.range(of: " (administrator ", options: .backwards), name.hasSuffix(")") else {
            return (words, AuditActor(user: String(name)))
        }
        return (words, AuditActor(user: String(name[..<opening.lowerBound]), administrator: String(name[opening.upperBound...].dropLast())))
    }
}
