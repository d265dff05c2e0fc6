import ArgumentParser
import Foundation
import Sync

/// The OAuth step alone.
struct AuthorizeCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "authorize", abstract: "Authorize the app, or reauthorize after a revoked token.",
        discussion: """
            Opens the browser and waits for it to come back. Over SSH, open the printed address on your own machine and paste the address at which the
            browser ends, here or in a second step: `authorize --print-address`, then `authorize --paste URL`.

            An app whose profile says "bearer" has nothing to authorize in a browser: it takes its token with --bearer-token-file.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the result as JSON.") var json = false
    @Flag(help: "Print the address only; do not start a browser.") var noBrowser = false
    @Flag(help: "Print the address to open, remember the request, and end.") var printAddress = false
    @Option(help: ArgumentHelp("The address at which the browser ended, for the request of --print-address.", valueName: "url"))
    var paste: String?
    @Option(help: ArgumentHelp("A file with a personal JWT from RingCentral's developer console, for machines without a browser.", valueName: "file"))
    var jwt: String?
    @Option(
        help: ArgumentHelp(
            "A file with the bearer token of an app that takes one; it is sealed and the file is no longer needed.", valueName: "file"))
    var bearerTokenFile: String?

    func validate() throws {
        guard [printAddress, paste != nil, jwt != nil, bearerTokenFile != nil].count(where: { $0 }) <= 1 else {
            throw ValidationError("--print-address, --paste, --jwt and --bearer-token-file exclude one another.")
        }
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        if printAddress {
            let address = try await workspace.prepareAuthorization()
            if json { try Output.json(["address": address.absoluteString]) } else { Output.line(address.absoluteString) }
            return .done
        }
        if let bearerTokenFile {
            try await workspace.setBearerToken(SecretFile.read(bearerTokenFile, holding: "the bearer token"))
        } else if let paste {
            try await workspace.finishPreparedAuthorization(pasted: paste)
        } else if let jwt {
            guard let text = try? String(contentsOfFile: jwt, encoding: .utf8) else {
                throw OperationError.invalidInput("The file \(jwt) cannot be read. Name the file that holds the JWT.")
            }
            try await workspace.authorize(jwt: text)
        } else {
            try await waitForBrowser(workspace)
        }
        if json { try Output.json(["authorized": true]) } else { Output.line("\(workspace.applicationName) is authorized.") }
        return .done
    }

    private func waitForBrowser(_ workspace: Workspace) async throws {
        let attempt = try await workspace.beginAuthorization()
        Output.note("Open this address and sign in as an administrator of \(workspace.applicationName):\n\n  \(attempt.address.absoluteString)\n")
        if !noBrowser, Browser.isAvailable, Browser.open(attempt.address) { Output.note("A browser was started.") }
        if isatty(STDIN_FILENO) == 1 { Output.note("Waiting for the browser. Or paste the address at which it ends, and press Enter:") }
        let pasted = Task.detached {
            while isatty(STDIN_FILENO) == 1, let line = readLine(), !line.isEmpty {
                do throws(OperationError) { return try await attempt.paste(line) } catch { Output.note(error.description) }
            }
        }
        defer { pasted.cancel() }
        do throws(OperationError) {
            try await attempt.waitForRedirect()
        } catch {
            guard case .cancelled = error else { throw error }
            // A pasted address ends the listening before any redirect came.
            guard try await workspace.authorizationStatus().isAuthorized else { throw OperationError.cancelled }
        }
    }
}
