/// How the RingCentral account is set up, beside its accounts.
struct PlatformSettings: Codable, Sendable, Equatable {
    /// What becomes of an extension whose account is deleted: RingCentral's documents name three outcomes.
    enum DeletionOutcome: String, Codable, Sendable, CaseIterable {
        /// It waits for another person: the licence is free.
        case unassigned
        /// Its number goes to the inventory, and no extension is left.
        case inventory
        /// Number and licence are gone.
        case destroyed
    }

    /// Whether the account has the feature for directory integration.
    var hasDirectoryIntegration = true
    /// The permissions of the app's registration, as a token's scope names them.
    var appPermissions: String { ownAppPermissions ?? "ReadAccounts EditAccounts" }
    /// Others than the usual ones.
    var ownAppPermissions: String?
    /// Permissions that the authorizing person's role lacks, by id.
    var missingPermissions: [String] = []
    /// Whether that role reaches the person's own extension alone.
    var reachesOwnExtensionOnly = false
    var deletionOutcome = DeletionOutcome.unassigned
    /// Numbers without an extension.
    var numbersInInventory = 0
    /// The codes with which writes about single accounts are refused, by account id.
    var refusals: [String: String] = [:]

    /// The codes that RingCentral gives for a single account (403), with their words.
    static let refusalWords = [
        "CMN-101": "Parameter [extensionId] value is invalid", "CMN-404": "Access to another extension is not allowed",
        "CMN-403": "The requested feature is not available for this extension",
        "CMN-408": "In order to call this API endpoint, user needs to have [EditUserInfo] permission for requested resource",
    ]
}
