import Foundation
import SQL
import Synchronization

/// Tells of changes in the tables of a tenant: every transaction that changed something announces itself when it is committed, to whoever listens.
///
/// Listening has a connection and a thread of its own. Behind a pooler of transactions nothing is delivered; then, and while there is no connection, everything is looked at again and again.
enum PostgresChanges {
    /// So long nothing is heard before everything is looked at all the same.
    private static let silence: Duration = .seconds(15)
    /// The same where nothing is ever delivered.
    private static let look: Duration = .seconds(2)
    /// How long a message to oneself may take.
    private static let echo: Duration = .seconds(1)
    /// How often a thread looks whether somebody still wants to know.
    private static let slice: Duration = .milliseconds(500)
    private static let longestPause: Duration = .seconds(30)

    private final class Listening: Sendable {
        private let isOver = Mutex(false)

        var goesOn: Bool { isOver.withLock { !$0 } }

        func end() { isOver.withLock { $0 = true } }
    }

    static func stream(_ address: PostgresAddress, patience: Duration) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let listening = Listening()
        continuation.onTermination = { _ in listening.end() }
        let thread = Thread {
            var pause: Duration = .seconds(1)
            while listening.goesOn {
                if let session = try? PostgresSession(address.parameters, patience: patience), let isDelivered = try? begin(session, address) {
                    pause = .seconds(1)
                    // What happened while nobody listened.
                    continuation.yield()
                    listen(session, every: isDelivered ? silence : look, listening) { continuation.yield() }
                } else {
                    wait(pause, listening)
                    continuation.yield()
                    pause = min(pause * 2, longestPause)
                }
            }
        }
        thread.name = "database changes"
        thread.start()
        return stream
    }

    /// Begins to listen, and finds out whether anything is delivered: a message from another connection has to come. One of one's own comes through a pooler too.
    private static func begin(_ session: PostgresSession, _ address: PostgresAddress) throws -> Bool {
        _ = try session.script("LISTEN \"\(address.schema)\"")
        _ = try PostgresSession(address.parameters, patience: session.patience).script("SELECT pg_notify('\(address.schema)', 'echo')")
        let deadline = ContinuousClock.now + echo
        while true {
            if try session.takeNotifications() { return true }
            let left = deadline - .now
            guard left > .zero, session.waitForServer(atMost: left) else { return false }
        }
    }

    /// Goes on until the connection breaks or nobody wants to know any more.
    private static func listen(_ session: PostgresSession, every interval: Duration, _ listening: Listening, told: () -> Void) {
        var next = ContinuousClock.now + interval
        while listening.goesOn {
            if session.waitForServer(atMost: slice) {
                guard let isTold = try? session.takeNotifications() else { return }
                guard isTold else { continue }
            } else if ContinuousClock.now < next {
                continue
            }
            told()
            next = .now + interval
        }
    }

    private static func wait(_ time: Duration, _ listening: Listening) {
        let end = ContinuousClock.now + time
        while listening.goesOn, ContinuousClock.now < end { Thread.sleep(forTimeInterval: 0.1) }
    }
}

extension PostgresDatabase {
    /// An element after each change of the tenant's tables by whatever process, at the latest after some seconds; several changes may be one.
    package func changes() -> AsyncStream<Void> { PostgresChanges.stream(address, patience: patience) }
}
