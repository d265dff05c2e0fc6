import ArgumentParser
import Foundation
import SandboxProcess

/// The options of a sandbox, shared by `sandbox` and `demo`.
struct SandboxServerOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: "People in the sample organization.") var users = 300
    @Option(
        help: "The sample organization is a function of --users and --seed.",
        transform: NumberArgument.reader("a seed", in: 0...UInt64.max)) var seed: UInt64 = 1
    @Option(
        parsing: .unconditional, help: ArgumentHelp("Milliseconds that every answer takes longer, as a distant service would.", valueName: "ms"))
    var latency = 0

    /// What the sandbox's program is told.
    func launch(port: UInt16, stateFile: String?, hasStockLimits: Bool = false, takesAnyValue: Bool = false) -> SandboxLaunch {
        SandboxLaunch(
            port: port, users: users, seed: seed, latency: latency, stateFile: stateFile, hasStockLimits: hasStockLimits,
            takesAnyValue: takesAnyValue)
    }

    func validate() throws {
        guard (1...1_000_000).contains(users) else { throw ValidationError("--users must be 1 to 1000000.") }
        guard (0...60_000).contains(latency) else { throw ValidationError("--latency must be 0 to 60000 milliseconds.") }
    }
}

/// The stand-in for RingCentral and Google, alone.
struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox", abstract: "Start the stand-in for RingCentral and Google on this machine.",
        discussion: """
            Listens on 127.0.0.1 until it is stopped. The page at / shows what is in it and lets you change the administrator's password, move the clock, \
            edit people and groups, and inject faults. Connect a home to it with `autoprovision setup --sandbox URL`.
            """)

    @OptionGroup var server: SandboxServerOptions
    @Option(help: "The port; 0 takes any free one.", transform: NumberArgument.reader("a port", in: 0...65_535)) var port: UInt16 = 0
    @Option(
        help: ArgumentHelp("Where the state is kept between runs; without it everything is forgotten at the end.", valueName: "file"),
        completion: .file())
    var state: String?
    @Flag(help: "Use RingCentral's stock limits (10 writes a minute) instead of generous ones.") var stockLimits = false
    @Flag(help: "Take values that RingCentral would refuse, such as phone numbers in other forms: for testers of SCIM that make values up.")
    var takeAnyValue = false
    @Flag(help: "Print the address as JSON.") var json = false

    mutating func run() async throws {
        let sandbox: SandboxProcess
        do throws(SandboxProcessError) {
            sandbox = try await SandboxProcess(
                server.launch(port: port, stateFile: state, hasStockLimits: stockLimits, takesAnyValue: takeAnyValue),
                environment: ChildEnvironment.of(ProcessInfo.processInfo.environment))
        } catch {
            Output.note("autoprovision: \(error.description)")
            throw ExitCode(2)
        }
        let url = sandbox.place.url
        if json { try Output.json(["url": url.absoluteString]) } else { Output.line(url.absoluteString) }
        Output.note("The sandbox listens until you press Ctrl-C. Its page, control API and accounts: \(url.absoluteString)/")
        guard try await isStoppedHere(sandbox) else {
            Output.note("autoprovision: The sandbox's program ended by itself. What it said is above.")
            throw ExitCode(1)
        }
    }

    /// Waits until somebody stops it here, and answers `true`; `false` when its program ended by itself.
    private func isStoppedHere(_ sandbox: SandboxProcess) async throws -> Bool {
        try await cancellingOnInterrupt(saying: "Stopping the sandbox.") {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await sandbox.waitUntilEnded() }
                group.addTask { try? await Task.sleep(for: .seconds(1_000_000_000)) }
                await group.next()
                // A service manager ends both programs at once: then this one is told to end as well, perhaps a moment later.
                if !Task.isCancelled { try? await Task.sleep(for: .milliseconds(500)) }
                let isStopped = Task.isCancelled
                if isStopped { await sandbox.stop() }
                group.cancelAll()
                return isStopped
            }
        }
    }
}
