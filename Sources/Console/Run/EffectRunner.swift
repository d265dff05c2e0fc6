import Engine
import Provisioning
import Sync
import Wording

/// Does the effects that the state asks for, away from the event loop, and reports how they went.
///
/// A page needs no change here: it makes tasks of its own. What stands here is the console's own: the one run, the one authorization, the home that is watched.
@MainActor
final class EffectRunner {
    private let services: ConsoleServices
    /// Puts a text into the person's clipboard, where there is one.
    var copy: @MainActor (String) -> Void = { _ in }
    private let report: @Sendable (ConsoleEvent) -> Void
    private let run: RunUnderWay
    private let authorization: AuthorizationUnderWay
    private var watching: Task<Void, Never>?
    private let alerts: AlertWatch
    /// The newest task of each kind of which only the newest is worth an answer.
    private var newest: [ObjectIdentifier: Task<Void, Never>] = [:]
    private var reads = ReadsUnderWay()
    /// How much is being asked for.
    private var fetches = 0
    /// Told after each thing that was asked for, whatever came of it.
    var settled: @MainActor () -> Void = {}

    init(services: ConsoleServices, options: ConsoleOptions, report: @escaping @Sendable (ConsoleEvent) -> Void) {
        self.services = services
        self.report = report
        let alerts = AlertWatch(services: services)
        self.alerts = alerts
        let reporting: @Sendable (ConsoleEvent) -> Void = { event in
            report(event)
            if event.changesWhatIsTold { alerts.look() }
        }
        run = RunUnderWay(services: services, report: reporting)
        authorization = AuthorizationUnderWay(services: services, options: options, report: reporting)
    }

    /// Whether something was asked for that is not there yet; a run does not count.
    var isFetching: Bool { fetches > 0 }

    /// Whether a run is under way.
    var isRunning: Bool { run.isUnderWay }

    /// Ends what is under way.
    func stop() async {
        watching?.cancel()
        alerts.stop()
        // Nothing that was asked for again begins any more.
        reads = ReadsUnderWay()
        for task in newest.values { task.cancel() }
        await authorization.end()
        await run.end()
    }

    /// Begins an effect.
    func perform(_ effect: ConsoleEffect) {
        switch effect {
        case .begin(let task): begin(task.task)
        case .watchHome:
            watchHome()
            alerts.look()
        case .beginAuthorization: authorization.begin()
        case .openBrowser(let url): authorization.openBrowser(url)
        case .authorizeAtSandbox(let url): authorization.signInAtSandbox(url)
        case .pasteRedirect(let text): authorization.paste(text)
        case .cancelAuthorization: authorization.cancel()
        case .run(let released, let releasesUnitMoves): run.begin(released: released, releasesUnitMoves: releasesUnitMoves)
        case .undo(let undone): run.beginUndo(of: undone)
        case .stopRun: run.stop()
        case .pauseRun(let isPaused): run.pause(isPaused)
        case .copy(let text): copy(text)
        case .quit: break
        }
    }

    /// Begins a task and reports its answer; one that was given up has none.
    private func begin<Begun: ConsoleTask>(_ begun: Begun) {
        guard let number = reads.ask(for: begun) else { return }
        let services = services
        if Begun.isReplaced { newest[ObjectIdentifier(Begun.self)]?.cancel() }
        fetches += 1
        // At once, beside whatever the screen is about to do.
        let work = Task.detached { try await begun.perform(services) }
        let task = Task {
            let answer: Begun.Answer?
            do {
                let success = try await withTaskCancellationHandler(operation: { try await work.value }, onCancel: { work.cancel() })
                answer = .success(success)
            } catch OperationError.cancelled {
                answer = nil
            } catch {
                answer = Task.isCancelled ? nil : .failure(TaskFailure(error))
            }
            fetches -= 1
            if let again = reads.end(number), !Task.isCancelled { begin(again) }
            if let answer { report(.answered(TaskAnswer(begun, answer))) }
            // What a person waits for is done to the home, mostly.
            if Begun.isWaitedFor { alerts.look() }
            settled()
        }
        if Begun.isReplaced { newest[ObjectIdentifier(Begun.self)] = task }
    }

    /// Changes that come in quick succession, as a run makes them, are shown together a few times a second.
    private static let refreshPause = Duration.milliseconds(250)

    private func watchHome() {
        let (services, report) = (services, report)
        watching = Task {
            do {
                for await _ in try services.checks.changes() {
                    do {
                        report(.homeChanged(try await services.checks.status()))
                    } catch {
                        report(.answered(TaskAnswer(ReadStatus(), .failure(TaskFailure(error)))))
                    }
                    try await Task.sleep(for: Self.refreshPause)
                }
            } catch let error as OperationError {
                report(.failed("What other programs change is not shown automatically; Ctrl-L reads everything again. \(error)"))
            } catch {
                return
            }
        }
    }
}

extension TaskFailure {
    /// In words for the person. Errors that are meant for people are whole sentences.
    init(_ error: any Error) {
        if let error = error as? OperationError {
            text = error.hints.following(error.description, on: .console)
            return
        }
        let words = "\(error)"
        text = words.hasSuffix(".") ? words : "Something unexpected happened: \(words). Try again; nothing was lost."
    }
}
