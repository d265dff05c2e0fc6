package import Engine
package import Foundation

/// What a process holds that lets runs follow one another: it says when the next one comes, and it is gone when the process dies.
package struct UnattendedMark: Sendable {
    private let lock: any HomeLock
    private let holder: ServiceHolder?

    /// Takes the mark; `nil` when another process has it.
    ///
    /// - Throws: ``ConfigurationError`` when the home cannot be written.
    package static func acquire(_ home: any HomeStorage, now: Date = Date()) throws(ConfigurationError) -> UnattendedMark? {
        let name = ProcessName.since(now, "autoprovision run", at: home)
        let holder = home.isShared ? ServiceHolder(machine: ProcessInfo.processInfo.hostName, name: name) : nil
        return try home.tryLock(.service, holder: text(next: nil, holder)).map { UnattendedMark(lock: $0, holder: holder) }
    }

    /// The mark as it counts: taken anew when it was lost, because the old one is seen by nobody. `nil` when another process has it by now.
    package static func renewed(_ mark: UnattendedMark?, _ home: any HomeStorage) -> UnattendedMark? {
        if let mark, mark.isHeld { return mark }
        mark?.lock.release()
        // Without it, as on a full disk, the runs go on all the same.
        return (try? acquire(home)) ?? nil
    }

    /// Whether no other process can have it.
    package var isHeld: Bool { (try? lock.requireHeld()) != nil }

    /// Says when the next run comes; `nil` while one is under way.
    package func announce(next: Date?) { lock.say(Self.text(next: next, holder)) }

    /// Gives the mark back.
    package func release() {
        lock.say("")
        lock.release()
    }

    /// Whether a process has the mark.
    package static func isHeld(_ home: any HomeStorage) throws(ConfigurationError) -> Bool { try home.holder(of: .service) != nil }

    /// When the next run comes, as the mark says; `nil` when nobody has the mark, or a run is under way.
    package static func next(_ home: any HomeStorage) throws(ConfigurationError) -> Date? {
        guard let text = try home.holder(of: .service), let line = lines(text).first else { return nil }
        return try? Date(String(line), strategy: .iso8601)
    }

    /// Who has the mark; `nil` when nobody has it, or it cannot be a process of another machine.
    package static func holder(_ home: any HomeStorage) throws(ConfigurationError) -> ServiceHolder? {
        let lines = try home.holder(of: .service).map(lines) ?? []
        return lines.count == 3 ? ServiceHolder(machine: String(lines[1]), name: String(lines[2])) : nil
    }

    private static func text(next: Date?, _ holder: ServiceHolder?) -> String {
        (next?.formatted(.iso8601) ?? "") + (holder.map { "\n\($0.machine)\n\($0.name)" } ?? "")
    }

    private static func lines(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
}
