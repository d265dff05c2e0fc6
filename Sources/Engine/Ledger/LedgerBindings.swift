package import Provisioning

/// What a ledger belongs to.
package struct LedgerBindings: Sendable, Equatable {
    /// The app whose accounts it links; `nil` until a run found out.
    package var application: ApplicationBinding?
    /// Google's customer id of the directory; `nil` until a run found out, and for exported files.
    package var customerID: String?
    /// Whether the app was rebound and its accounts have not been compared with the links yet.
    package var mustVerifyApplication = false
    /// Whether the directory was rebound and its people have not been compared with the links yet.
    package var mustVerifyDirectory = false

    /// Bound to nothing.
    package init() {}
}
