import ArgumentParser
import Engine
import Foundation
import Provisioning
import Sync

/// The OAuth step alone.
struct AuthorizeCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "authorize", abstract: "Authorize the app, or reauthorize after a revoked token.",
        discussion: """
            Opens the browser and waits for it to come back. Over SSH, open the printed address on your own machine and paste the address at which the \
            browser ends, here or in a second step: `authorize --print-address`, then `authorize --paste URL`.

            At a sandbox, --sign-in-for-me walks through sign-in and consent as a browser would; the pages want the user name and the password that the \
            sandbox's page shows (admin@corp.example, Sandbox-1).

            When the authorization had ended while autoprovisioning is on, the runs are not resumed at once: what is due is shown, and you are asked whether to start the runs \
            or to turn off first. --yes starts them. Without an answer they are resumed after an hour; until then `autoprovision on` starts them and `autoprovision off` turns off.

            An app whose profile says "bearer" has nothing to authorize in a browser: it takes its token with --bearer-token-file.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the result as JSON.") var json = false
    @Flag(help: "Print the address only; do not start a browser.") var noBrowser = false
    @Flag(help: "Print the address to open, remember the request, and end.") var printAddress = false
    @Option(help: ArgumentHelp("The address at which the browser ended, for the request of --print-address.", valueName: "url"))
    var paste: String?
    @Option(
        help: ArgumentHelp("A file with a personal JWT from RingCentral's developer console, for machines without a browser.", valueName: "file"),
        completion: .file())
    var jwt: String?
    @Option(
        help: ArgumentHelp(
            "A file with the bearer token of an app that takes one; it is sealed and the file is no longer needed.", valueName: "file"),
        completion: .file())
    var bearerTokenFile: String?
    @Flag(help: "Sign in and consent at the sandbox, without a browser.") var signInForMe = false
    @Flag(help: "Resume the runs at once after a reauthorization, without asking.") var yes = false

    private struct Report: Encodable {
        let authorized = true
        /// Until when the runs wait for an answer; missing when they do not.
        let runsWaitUntil: Date?
    }

    func validate() throws {
        guard [printAddress, paste != nil, jwt != nil, bearerTokenFile != nil, signInForMe].count(where: { $0 }) <= 1 else {
            throw ValidationError("--print-address, --paste, --jwt, --bearer-token-file and --sign-in-for-me exclude one another.")
        }
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        if printAddress {
            let address = try await workspace.authorization.prepare()
            if json { try Output.json(["address": address.absoluteString]) } else { Output.line(address.absoluteString) }
            return .done
        }
        if let bearerTokenFile {
            try await workspace.authorization.setBearerToken(SecretFile.read(bearerTokenFile, holding: "the bearer token"))
        } else if let paste {
            try await workspace.authorization.finish(pasted: paste)
        } else if let jwt {
            try await workspace.authorization.authorize(jwt: SecretFile.read(jwt, holding: "the JWT"))
        } else if signInForMe {
            try await signIn(workspace)
        } else {
            try await waitForBrowser(workspace)
        }
        if !json { Output.line("\(workspace.applicationName) is authorized.") }
        let question = try await ResumptionPrompt.ask(in: workspace, isAnswered: yes, isQuiet: json, homeOptions)
        if json { try Output.json(Report(runsWaitUntil: question?.until)) }
        return .done
    }

    private func signIn(_ workspace: Workspace) async throws {
        let status = try await workspace.checks.status()
        if (status.configuration.application.clientID ?? "").isEmpty {
            throw OperationError.invalidInput("Nothing is connected yet. Set up first: `autoprovision setup --sandbox URL`.")
        }
        guard status.isSandbox, let server = URL(string: status.configuration.application.baseURL) else {
            throw OperationError.invalidInput("--sign-in-for-me works at a sandbox only. Run `autoprovision authorize` and sign in yourself.")
        }
        let account = try await SandboxConnection.load(from: server).ringCentral
        let attempt = try await workspace.authorization.begin()
        async let redirect: Void = attempt.waitForRedirect()
        do {
            try await SandboxBrowser(userName: account.userName, password: account.password).authorize(at: attempt.address)
        } catch {
            await attempt.cancel()
            throw error
        }
        try await redirect
    }

    private func waitForBrowser(_ workspace: Workspace) async throws {
        let attempt = try await workspace.authorization.begin()
        Output.note("Open this address and sign in as an administrator of \(workspace.applicationName):\n\n  \(attempt.address.absoluteString)\n")
        if !noBrowser, Browser.isAvailable, Browser.open(attempt.address) { Output.note("A browser was started.") }
        if isatty(STDIN_FILENO) == 1 { Output.note("Waiting for the browser. Or paste the address at which it ends, and press Enter:") }
        if isatty(STDIN_FILENO) == 1 { TypedLines.shared.begin() }
        let pasted = Task.detached {
            while isatty(STDIN_FILENO) == 1, let line = await TypedLines.shared.next(), !line.isEmpty {
                do throws(OperationError) { return try await attempt.paste(line) } catch { Output.note(error.description) }
            }
        }
        defer { pasted.cancel() }
        do throws(OperationError) {
            try await attempt.waitForRedirect()
        } catch {
            guard case .cancelled = error else { throw error }
            // A pasted address ends the listening before any redirect came.
            guard try await workspace.authorization.status().isAuthorized else { throw OperationError.cancelled }
        }
    }
}
