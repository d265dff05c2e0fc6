import Engine
import FileHome
import Foundation
import Synchronization
import Timing

/// The turn of one process to let runs follow one another at a home. Where several machines may, one has its turn and the others stand by.
final class ServiceTurn: Sendable {
    /// Between two looks of one that stands by, and of one that has its turn, in seconds.
    static let look: TimeInterval = 0.5

    private struct State {
        var mark: UnattendedMark?
        var asked: DocumentVersion?
        var looked: Date?
        var isOver = false
    }

    private let home: any HomeStorage
    private let time: Time
    private let state = Mutex(State())

    /// Begins a turn at once. Without the mark, as on a full disk or beside another process, the runs of one machine go on all the same.
    init(beside home: any HomeStorage, time: Time) {
        (self.home, self.time) = (home, time)
        let mark = (try? UnattendedMark.acquire(home)) ?? nil
        state.withLock { $0.mark = mark }
    }

    private init(_ mark: UnattendedMark, _ asked: DocumentVersion?, _ home: any HomeStorage, _ time: Time) {
        (self.home, self.time) = (home, time)
        state.withLock { ($0.mark, $0.asked) = (mark, asked) }
    }

    /// Waits for the turn at a shared home; `nil` when the task was canceled.
    ///
    /// - Parameters:
    ///   - moment: before it, the turn is left to others.
    ///   - standsBy: called once when another process has the turn, with its name.
    ///   - fails: called when the home cannot be asked, once for each trouble.
    static func wait(
        at home: any HomeStorage, from moment: Date?, time: Time, standsBy: (String) -> Void, fails: (ConfigurationError) -> Void
    ) async -> ServiceTurn? {
        var (hasSaidSo, trouble): (Bool, ConfigurationError?) = (false, nil)
        while !Task.isCancelled {
            do throws(ConfigurationError) {
                let holder = try UnattendedMark.isHeld(home)
                if !holder, moment.map({ time.now() >= $0 }) ?? true {
                    let asked = try StepDown.version(home)
                    if let mark = try UnattendedMark.acquire(home, now: time.now()) { return ServiceTurn(mark, asked, home, time) }
                } else if holder, !hasSaidSo {
                    standsBy(try UnattendedMark.holder(home)?.name ?? "another process")
                    hasSaidSo = true
                }
                trouble = nil
            } catch {
                if error != trouble { fails(error) }
                trouble = error
            }
            do { try await time.sleep(.seconds(look)) } catch { return nil }
        }
        return nil
    }

    /// Whether it has ended: the mark was lost, or somebody asked to leave it to others. Looks at the home twice a second at most; a home that cannot be asked ends
    /// nothing, because then nothing is written either.
    var isOver: Bool {
        guard home.isShared else { return false }
        let now = time.now()
        let (known, mark, asked, isDue) = state.withLock { state in
            let isDue = state.looked.map { abs(now.timeIntervalSince($0)) >= Self.look } ?? true
            if isDue { state.looked = now }
            return (state.isOver, state.mark, state.asked, isDue)
        }
        guard !known, isDue else { return known }
        var isOver = mark.map { !$0.isHeld } ?? true
        if !isOver, let newest = try? StepDown.version(home) { isOver = newest != asked }
        if isOver { state.withLock { $0.isOver = true } }
        return isOver
    }

    /// Whether somebody asked to leave the turn to others, and not the home that gave it to somebody else.
    var wasAskedToEnd: Bool { isOver && state.withLock { $0.mark }?.isHeld == true }

    /// Says when the next run comes; `nil` while one is under way. At a home of one machine a mark whose file was removed is taken anew.
    func announce(next: Date?) {
        let mark = state.withLock { $0.mark }
        let counting = home.isShared ? mark : UnattendedMark.renewed(mark, home)
        state.withLock { $0.mark = counting }
        counting?.announce(next: next)
    }

    /// Ends it.
    func end() { state.withLock { $0.mark }?.release() }
}
