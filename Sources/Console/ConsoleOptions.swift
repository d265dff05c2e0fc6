package import Foundation
import Sync
package import Terminal

/// What the surroundings of a console offer.
package struct ConsoleOptions: Sendable {
    /// The sandbox's administrator, who is no secret, and a way to sign in without a browser.
    package struct SandboxSignIn: Sendable {
        /// The administrator's address in the directory.
        package var administrator: String
        /// Whether the sandbox and all that was set up in it is gone when the console is left.
        package var isForgotten: Bool
        /// One line with the user name and the password of now.
        package var hint: @Sendable () async -> String
        /// Walks through sign-in and consent at the address, as a browser would.
        package var authorize: @Sendable (URL) async throws -> Void

        /// Makes the account.
        package init(
            administrator: String, isForgotten: Bool, hint: @escaping @Sendable () async -> String,
            authorize: @escaping @Sendable (URL) async throws -> Void
        ) {
            self.administrator = administrator
            self.isForgotten = isForgotten
            self.hint = hint
            self.authorize = authorize
        }
    }

    /// Starts the person's browser; answers whether it could.
    package var openBrowser: @Sendable (URL) -> Bool
    /// Given in the demo only.
    package var sandbox: SandboxSignIn?
    /// How the terminal is opened.
    package var terminal: TerminalOptions
    /// Whether the console only looks.
    package var isReadOnly: Bool
    /// A sentence in which every command names the home that the console shows, so that it works as it is typed.
    package var completing: Rewording

    /// Makes options; without arguments there is no browser and no sandbox.
    package init(
        openBrowser: @escaping @Sendable (URL) -> Bool = { _ in false }, sandbox: SandboxSignIn? = nil, terminal: TerminalOptions = .init(),
        isReadOnly: Bool = false, completing: @escaping @Sendable (String) -> String = { $0 }
    ) {
        self.completing = Rewording(completing)
        self.isReadOnly = isReadOnly
        self.openBrowser = openBrowser
        self.sandbox = sandbox
        self.terminal = terminal
    }

    /// What a console with these options may ask a home for.
    func services(of workspace: Workspace) -> ConsoleServices {
        let services = ConsoleServices(workspace)
        return isReadOnly ? services.onlyLooking : services
    }
}
