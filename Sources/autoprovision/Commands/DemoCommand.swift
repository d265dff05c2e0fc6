import ArgumentParser
import Console
import Engine
import FileHome
import Foundation
import HTTP
import SandboxProcess
import Sync
import Terminal

/// Sandbox, sample organization and console together: nothing else is needed.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Try everything on this machine: a sandbox with a sample organization, and the console.",
        discussion: """
            Everything is forgotten at the end, unless --keep names a folder. No account anywhere is needed or touched. With --keep DIR every command works on the \
            same home from a second terminal while the demo runs: autoprovision status --home DIR/home

            Weeks pass on the screen when the sandbox's clock is moved, on the sandbox's page or by POST to /sandbox/clock: in a home that the demo made, and in no other, \
            the program's time moves with it. "Let seven days pass" ends the authorization, as seven idle days do.
            """)

    @OptionGroup var server: SandboxServerOptions
    @OptionGroup var screen: ScreenOptions
    @Option(help: "The sandbox's port; 0 takes any free one.", transform: NumberArgument.reader("a port", in: 0...65_535)) var port: UInt16 = 0
    @Option(
        help: ArgumentHelp("Keep sandbox and home in this folder, and continue with what is in it.", valueName: "dir"), completion: .directory)
    var keep: String?

    mutating func run() async throws {
        let folder =
            keep.map { Home.file(atPath: $0) }
            ?? FileManager.default.temporaryDirectory.appending(path: "autoprovision-demo-\(UUID().uuidString.lowercased())")
        let isTemporary = keep == nil
        var sandbox: SandboxProcess?
        let lock: RunLock?
        do {
            // What would refuse the console is said before anything in the folder is changed.
            if !screen.isPlain { try TerminalScreen.requireTerminal(screen.terminal) }
            lock = isTemporary ? nil : try Self.lock(folder)
            let home = Home(folder: folder.appending(path: "home"))
            let time = DemoTime(home)
            let started = try await SandboxProcess(
                server.launch(port: port, stateFile: isTemporary ? nil : folder.appending(path: "sandbox.json").path),
                environment: ChildEnvironment.of(ProcessInfo.processInfo.environment), isSilent: true, clockMoved: { time.take($0) })
            sandbox = started
            let url = started.place.url
            try time.begin(with: started.place)
            let workspace = try Workspace(home: home, environment: ProcessInfo.processInfo.environment, uptime: SystemUptime.seconds)
            let connection = try await SandboxConnection.load(from: url)
            try await connection.connect(workspace)
            time.take(address: connection.ringCentral.baseURL)
            let account = ConsoleOptions.SandboxSignIn(
                administrator: connection.google.adminAddress, isForgotten: isTemporary,
                hint: {
                    let now = (try? await SandboxConnection.load(from: url))?.ringCentral ?? connection.ringCentral
                    return "Sandbox: sign in as \(now.userName), password \(now.password)"
                },
                authorize: { address in
                    let now = try await SandboxConnection.load(from: url).ringCentral
                    try await SandboxBrowser(userName: now.userName, password: now.password).authorize(at: address)
                })
            try await openConsole(
                workspace,
                ConsoleOptions(
                    openBrowser: Browser.openIfAvailable, sandbox: account, terminal: screen.terminal,
                    completing: HomeOptions.completion(home: folder.appending(path: "home").path, ProcessInfo.processInfo.environment)),
                isPlain: screen.isPlain)
        } catch {
            await sandbox?.stop()
            if isTemporary { try? FileManager.default.removeItem(at: folder) }
            throw Self.failure(error)
        }
        if sandbox?.hasEnded == true { Output.note("autoprovision: The sandbox's program ended by itself while the demo was open.") }
        await sandbox?.stop()
        lock?.release()
        if isTemporary {
            try? FileManager.default.removeItem(at: folder)
        } else {
            let path = ShellWord.quoted(folder.path)
            Output.note("The demo is kept. Continue with: autoprovision demo --keep \(path)")
        }
    }

    /// Keeps a second demo away from the folder: both would rewrite one home and one sandbox.
    private static func lock(_ folder: URL) throws(OperationError) -> RunLock {
        do throws(ConfigurationError) {
            let place = Home(folder: folder)
            try place.prepare()
            return try RunLock.acquire(place, holder: "autoprovision demo", now: Date())
        } catch .runLocked(let holder) {
            throw .invalidInput("The demo in \(folder.path) is open already: \(holder). Close it, or keep another one in another folder.")
        } catch {
            throw .configuration(error)
        }
    }

    private static func failure(_ error: any Error) -> ExitCode {
        let operation = error as? OperationError ?? (error as? TerminalError).map { .invalidInput($0.description) }
        Output.note("autoprovision: \((error as? SandboxProcessError)?.description ?? operation?.description ?? String(describing: error))")
        return ExitCode(operation?.exitCode ?? 2)
    }
}
