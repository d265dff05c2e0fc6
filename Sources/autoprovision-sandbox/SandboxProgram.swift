import Foundation
import Sandbox
import SandboxProcess

/// The program of the sandbox. `autoprovision sandbox` and `autoprovision demo` start it.
@main
enum SandboxProgram {
    static func main() async {
        guard let launch = SandboxLaunch(arguments: CommandLine.arguments) else {
            try? FileHandle.standardError.write(contentsOf: Data("This program is started by: autoprovision sandbox\n".utf8))
            exit(2)
        }
        let starter = Starter()
        let sandbox = SandboxServer(options: SandboxOptions(launch), clockMoved: { starter.tell(thatClockIsAhead: $0) })
        do throws(SandboxError) {
            let url = try await sandbox.start()
            starter.listens(at: await SandboxPlace(url: url, identity: sandbox.identity, secondsAhead: sandbox.clockOffset))
        } catch {
            starter.fails(error.description)
            exit(2)
        }
        await starter.waitUntilGone()
        await sandbox.stop()
    }
}

extension SandboxOptions {
    fileprivate init(_ launch: SandboxLaunch) {
        self.init(
            port: launch.port, users: launch.users, seed: launch.seed, latency: .milliseconds(launch.latency),
            stateFile: launch.stateFile.map { URL(fileURLWithPath: $0) }, limits: launch.hasStockLimits ? .stock : .demo,
            takesAnyValue: launch.takesAnyValue)
    }
}
