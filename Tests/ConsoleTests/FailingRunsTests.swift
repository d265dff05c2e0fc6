import Foundation
import Terminal
import Testing
import Wording

@testable import Console
@testable import Provisioning
@testable import Sync

@Suite("Unattended runs that fail as a whole, on the first pages", .timeLimit(.minutes(5)))
struct FailingRunsTests {
    static let reason =
        "Google refused to list people: 403, the service account is not allowed to. Allow it in the Admin console, then check with 'autoprovision doctor'."

    /// So many runs failed one after the other, the newest one an hour ago, and each pause between them was an hour.
    static func failures(_ count: Int) -> UnattendedFailures? {
        UnattendedFailures(
            (0..<count).map { number in
                RunEnding(
                    started: Fixture.now - Double(number + 1) * 3_600, outcome: .failed, revision: 3,
                    message: number == 0 ? reason : "another reason",
                    isUnattended: true)
            }, revision: 3, authorized: nil)
    }

    static func status(
        _ base: WorkspaceStatus = Fixture.status(Fixture.configuration(isOn: true)), failures count: Int, next: Date? = Fixture.now + 3_600
    ) -> WorkspaceStatus {
        let run = RunRecord(
            id: 12, started: Fixture.now - 3_600, finished: Fixture.now - 3_590, outcome: .failed, message: reason, counts: [:], failures: 0, held: 0,
            pending: 0, problems: 0, peopleRead: 0)
        var status = WorkspaceStatus(
            configuration: base.configuration, authorization: base.authorization, usage: base.usage, turnOnBlocked: base.turnOnBlocked, lastRun: run,
            runHolder: nil, running: nil, isSandbox: base.isSandbox)
        (status.unattendedFailures, status.unattended, status.time) = (failures(count), .present(next: next), Fixture.now)
        return status
    }

    /// The list of apps, which is the first page, or the app's page.
    static func page(_ status: WorkspaceStatus, _ size: Size = Look.sizes[1], _ symbols: SymbolSet = .unicode, app: Bool = false) -> ConsoleState {
        var state = Fixture.console(status.configuration, status.authorization, size: size, symbols: symbols)
        _ = state.handle(.statusLoaded(status))
        if app { state.press(.enter) }
        return state
    }

    @Test("The first page says how many, since when and why the newest one failed, in full", arguments: Look.sizes, Look.symbols)
    func firstPage(size: Size, symbols: SymbolSet) {
        let state = Self.page(Self.status(failures: 5), size, symbols)
        let since = (Fixture.now - 5 * 3_600).words
        #expect(Look.sentences(state).contains("5 unattended runs in a row failed, since \(since): \(Self.reason)"), "\(state.text)")
        #expect(!state.text.contains("another reason"))
    }

    @Test("The app's page says it as the last run, as much as fits, and since when in any case", arguments: Look.sizes, Look.symbols)
    func appPage(size: Size, symbols: SymbolSet) {
        let state = Self.page(Self.status(failures: 5), size, symbols, app: true)
        let since = (Fixture.now - 5 * 3_600).words
        #expect(state.text.contains(#/(failed, |fails? )since /#) && state.text.contains(since), "\(state.text)")
    }

    @Test(
        "Before three in a row the pauses are as chosen, and only the last run is told",
        arguments: [(0, false), (1, false), (2, false), (3, true), (9, true)])
    func patience(count: Int, isSaid: Bool) {
        let status = Self.status(failures: count)
        #expect(Self.page(status).text.contains("in a row failed") == isSaid)
        let app = Self.page(status, app: true)
        #expect(app.text.contains(#/(failed, |fails? )since /#) == isSaid, "\(app.text)")
        #expect(isSaid || app.text.contains("Google refused to list people"), "\(app.text)")
    }

    @Test(
        "The pauses that have doubled show in the time of the next run, on both pages",
        arguments: [(2, 60), (3, 120), (4, 240), (5, 360), (50, 360)])
    func doubledPause(count: Int, minutes: Double) throws {
        let pause = try #require(Self.failures(count)).pause(interval: 3_600)
        #expect(pause == minutes * 60)
        for app in [false, true] {
            let state = Self.page(Self.status(failures: count, next: Fixture.now + pause), Look.sizes[2], app: app)
            #expect(state.text.contains("next run \((Fixture.now + minutes * 60).clockWords)"), "\(state.text)")
        }
    }

    @Test("While the authorization is revoked, the banner says what to do, and the app's page does not say it twice")
    func revoked() {
        let status = Self.status(Fixture.status(Fixture.configuration(isOn: true), Fixture.revoked), failures: 4)
        let state = Self.page(status, app: true)
        #expect(state.text.contains("Press R") && !state.text.contains("in a row failed"), "\(state.text)")
    }

    @Test("When it is mended, the next look at the home takes the lines away")
    func mended() {
        for app in [false, true] {
            var state = Self.page(Self.status(failures: 5), app: app)
            #expect(state.text.contains("failed, since"))
            _ = state.handle(.homeChanged(Fixture.status(Fixture.configuration(isOn: true))))
            #expect(!state.text.contains("failed, since"), "\(state.text)")
        }
    }
}
