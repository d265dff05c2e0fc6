package import Foundation

/// Something that the app shows otherwise than the ledger knows it: what somebody did there by hand, or an account that this program does not keep.
package struct ReconciliationFinding: Sendable, Equatable, Identifiable, Codable {
    /// What was found.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// An attribute of a linked account has another value than the one that was written.
        case changed
        /// A linked account is no longer in the app.
        case gone
        /// A linked account is not active, although nobody suspended it here.
        case suspended
        /// A linked account is active, although it was suspended here.
        case reenabled
        /// An account carries the id of somebody in the directory, but no link leads to it.
        case unlinked
        /// An account without a link belongs to somebody who left.
        case leaver
        /// An account carries an id of another system, such as Okta or Entra.
        case otherSystem
        /// An account carries no id, and no link leads to it.
        case notOurs

        /// Whether it is about an account that a link leads to.
        package var isAboutLink: Bool {
            switch self {
            case .changed, .gone, .suspended, .reenabled: true
            case .unlinked, .leaver, .otherSystem, .notOurs: false
            }
        }
    }

    /// What the directory says about whose account it seems to be.
    package enum Holder: String, Sendable, Codable, CaseIterable {
        /// Entitled and without an account: the next run adopts this one, unless it carries another system's id.
        case entitled
        /// Entitled, but has another account, which is linked.
        case second
        /// Active, but the app is off for the person, or the person is out of scope.
        case notEntitled
        case archived
        /// Excluded by an administrator, so that nothing is made or taken away.
        case excluded
        case suspended
        case deleted
        /// In no list of the directory any more; the id has the form of its ids.
        case unknown
        /// Nobody in the directory has this id or this user name.
        case nobody
    }

    /// The path under which the id that an account carries is compared.
    package static let externalIDPath = AccountLink.externalIDPath

    package let kind: Kind
    /// The SCIM id.
    package let accountID: String
    /// The user name as the app shows it; for an account that is gone, as the ledger remembers it.
    package let userName: String
    /// The id that the account carries; `nil` when it carries none or the app keeps none.
    package var externalID: String?
    /// Whether the account is active; `nil` where the app did not say.
    package var isActive: Bool?
    /// The person whose account it is by its link, or seems to be by its id or its user name.
    package var personID: String?
    /// The person's name and address as the directory has them; empty where only the ledger knows the person.
    package var personName = ""
    package var personEmail = ""
    /// What the directory says about that person; `nil` for linked accounts.
    package var holder: Holder?
    /// The path of the attribute that was changed.
    package var attribute: String?
    /// The value that was written.
    package var from: String?
    /// The value that the app shows; `nil` for none.
    package var to: String?
    /// When it was first seen.
    package var firstSeen = Date.distantPast

    package init(_ kind: Kind, accountID: String, userName: String) {
        (self.kind, self.accountID, self.userName) = (kind, accountID, userName)
    }

    /// What tells it from the other findings of the same account: a word for decisions, such as "changed:title".
    package var key: String { Self.key(kind, attribute) }

    static func key(_ kind: Kind, _ attribute: String?) -> String { kind.rawValue + (attribute.map { ":\($0)" } ?? "") }

    package var id: String { "\(accountID) \(key)" }

    /// Whether both say the same; the moments do not count.
    func isSame(as other: ReconciliationFinding) -> Bool {
        var other = other
        other.firstSeen = firstSeen
        return self == other
    }
}
