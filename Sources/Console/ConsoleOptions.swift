package import Foundation
package import Terminal

/// What the surroundings of a console offer.
package struct ConsoleOptions: Sendable {
    /// The account to sign in with at a sandbox, which is no secret, and a way to do it without a browser.
    package struct SandboxSignIn: Sendable {
        /// The sandbox's page, where its world can be changed.
        package var page: URL
        /// The administrator's address in the directory.
        package var administrator: String
        /// The user name of the RingCentral side.
        package var userName: String
        /// Its password.
        package var password: String
        /// Walks through sign-in and consent at the address, as a browser would.
        package var authorize: @Sendable (URL) async throws -> Void

        /// Makes the account.
        package init(
            page: URL, administrator: String, userName: String, password: String, authorize: @escaping @Sendable (URL) async throws -> Void
        ) {
            self.page = page
            self.administrator = administrator
            self.userName = userName
            self.password = password
            self.authorize = authorize
        }
    }

    /// Starts the person's browser; answers whether it could.
    package var openBrowser: @Sendable (URL) -> Bool
    /// Given in the demo only.
    package var sandbox: SandboxSignIn?
    /// How the terminal is opened.
    package var terminal: TerminalOptions

    /// Makes options; without arguments there is no browser and no sandbox.
    package init(openBrowser: @escaping @Sendable (URL) -> Bool = { _ in false }, sandbox: SandboxSignIn? = nil, terminal: TerminalOptions = .init())
    {
        self.openBrowser = openBrowser
        self.sandbox = sandbox
        self.terminal = terminal
    }
}
