package import Provisioning

/// An action that was begun and whose outcome was never recorded: to be looked up before anything else.
package struct OpenIntent: Sendable, Equatable, AboutPerson {
    package let id: Int64
    package let kind: ActionKind
    package let person: PersonReference
    package let accountID: String?
    package let before: [String: String]
    package let after: [String: String]

    package init(
        id: Int64, kind: ActionKind, person: PersonReference, accountID: String?, before: [String: String], after: [String: String]
    ) {
        self.id = id
        self.kind = kind
        self.person = person
        self.accountID = accountID
        self.before = before
        self.after = after
    }
}
