import DatabaseHome
import Engine
import FileHome
import Foundation
import HTTP
import Ledger
import SQL
import Sync
import Timing

/// Where a program of a world keeps everything.
enum SimulatedHome: Sendable {
    /// In a folder.
    case folder(URL)
    /// In a database that several machines use, one of which this is.
    case database(SimulatedDatabase, Machine)

    /// One of several machines.
    struct Machine: Sendable {
        let number: Int
        /// For what it can make again.
        let folder: URL
        /// How far its clock is ahead of what the world's machines show, in seconds.
        let secondsAhead: TimeInterval
        /// How long it ran when the world began, in seconds.
        let uptime: TimeInterval
    }

    /// A program that was started on it.
    struct Opened: Sendable {
        let workspace: Workspace
        /// Its connection to the database; `nil` for a folder.
        let link: DatabaseLink?
    }

    /// The folder on its machine.
    var folder: URL {
        switch self {
        case .folder(let folder): folder
        case .database(_, let machine): machine.folder
        }
    }

    /// The sealing key of all simulated homes; they hold no secret.
    private static let environment = ["AUTOPROVISION_KEY": Data(repeating: 7, count: 32).base64EncodedString()]

    /// Starts the program.
    func open(transport: any HTTPTransport, clock: VirtualClock) throws(OperationError) -> Opened {
        switch self {
        case .folder(let folder):
            return Opened(
                workspace: try Workspace(
                    home: Home(folder: folder), environment: Self.environment, transport: transport, time: clock.time(),
                    uptime: { clock.now.timeIntervalSince1970 }), link: nil)
        case .database(let database, let machine):
            let link = DatabaseLink(database, clock: clock)
            let uptime: @Sendable () -> TimeInterval = { clock.now.timeIntervalSince1970 - machine.uptime }
            let home = DatabaseHome(
                link, option: "simulated", displayName: "postgresql://db/acme", folder: machine.folder, state: machine.folder,
                keyFile: machine.folder.appending(path: "credentials.key"), longestRequest: HTTPRequest.standardTimeout,
                time: LeaseTime(uptime: uptime, pause: { clock.advance(by: $0) }, repeating: { link.repeating($0, $1) }),
                notices: { AsyncStream { $0.finish() } })
            do throws(ConfigurationError) { try home.prepare() } catch { throw .configuration(error) }
            let ledger: Ledger
            do throws(LedgerError) { ledger = try home.ledger() } catch { throw .ledger(error) }
            return Opened(
                workspace: Workspace(
                    shared: home, mayWait: false, ledger: ledger, fencing: { home.fenced($0) }, environment: Self.environment,
                    transport: transport, time: clock.time(secondsAhead: machine.secondsAhead), uptime: uptime), link: link)
        }
    }
}

extension VirtualClock {
    /// The time of a machine whose clock is ahead of what the machines of the world show.
    fileprivate func time(secondsAhead: TimeInterval = 0) -> Time {
        Time(now: { self.shown + secondsAhead }, sleep: { try await self.sleep($0) })
    }
}
