import Engine
import Foundation
import HTTP
import Provisioning
import Synchronization

/// The clock of one run, witnessed by the services whose answers the run brings.
final class WitnessedClock: RunClock {
    private let servers: ServerClock
    private let applicationHosts: Set<String>
    private let start: ServerClock.Mark
    /// The first moment that the run counts from.
    private let first = Mutex<ServerClock.Moment?>(nil)

    /// The clock of a run whose answers come after `start`; `applicationHosts` are the servers of the app.
    init(_ servers: ServerClock, since start: ServerClock.Mark, applicationHosts: Set<String>) {
        self.servers = servers
        self.start = start
        self.applicationHosts = applicationHosts
    }

    func moment() -> Date {
        let moment = servers.moment()
        first.withLock { $0 = $0 ?? moment }
        return moment.time
    }

    func verdict() -> ClockVerdict {
        ClockVerdict(servers.readings(since: start, of: first.withLock(\.self)), applicationHosts: applicationHosts)
    }
}
