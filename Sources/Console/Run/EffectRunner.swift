import Directory
import Foundation
import Provisioning
import Sync
import Terminal

/// Does the effects that the state asks for, away from the event loop, and reports how they went.
@MainActor
final class EffectRunner {
    let workspace: any ConsoleServices
    private let options: ConsoleOptions
    private let copy: @MainActor (String) -> Void
    let report: @Sendable (ConsoleEvent) -> Void
    private let wishes = RunWishes()
    private var attempt: AuthorizationAttempt?
    private var waiting: Task<Void, Never>?
    private var running: Task<Void, Never>?
    private var counting: Task<Void, Never>?
    private var watching: Task<Void, Never>?
    /// The newest task of each kind of which only the newest is worth an answer.
    private var newest: [ObjectIdentifier: Task<Void, Never>] = [:]
    /// Why the plan that is shown comes from memory; `nil` when it does not.
    private(set) var shownObstacle: PlanMemory.Obstacle?
    /// How much is being asked for.
    private var fetches = 0
    /// Told after each thing that was asked for, whatever came of it.
    var settled: @MainActor () -> Void = {}

    /// - Parameter copy: puts a text into the person's clipboard, where there is one.
    init(
        workspace: any ConsoleServices, options: ConsoleOptions, copy: @escaping @MainActor (String) -> Void,
        report: @escaping @Sendable (ConsoleEvent) -> Void
    ) {
        self.workspace = workspace
        self.options = options
        self.copy = copy
        self.report = report
    }

    /// Whether something was asked for that is not there yet; a run does not count.
    var isFetching: Bool { fetches > 0 }

    /// Whether a run is under way.
    var isRunning: Bool { running != nil }

    /// What a run has begun may take so long to end when somebody leaves; then it is given up, and the next run looks up what became of it.
    private static let patience = Duration.seconds(5)

    /// Ends what is under way.
    func stop() async {
        waiting?.cancel()
        counting?.cancel()
        watching?.cancel()
        for task in newest.values { task.cancel() }
        await attempt?.cancel()
        stopRun()
        let (running, patience) = (running, Self.patience)
        let impatience = Task {
            try await Task.sleep(for: patience)
            running?.cancel()
        }
        await running?.value
        impatience.cancel()
    }

    /// Begins an effect.
    func perform(_ effect: ConsoleEffect) {
        let workspace = workspace
        switch effect {
        case .loadStatus: fetch(.status) { .statusLoaded(try await workspace.status()) }
        case .watchHome: watchHome()
        case .loadGroups:
            fetch(.groups) {
                let groups = try await workspace.groups()
                return .groupsLoaded(groups, names: GroupSearch.names(groups))
            }
        case .loadUnits: fetch(.units) { .unitsLoaded(try await workspace.organizationalUnits()) }
        case .loadAttributes: fetch(.attributes) { .attributesLoaded(try await workspace.attributes()) }
        case .loadSample(let attributes, let first): fetch(.sample) { .sampleLoaded(try await workspace.samplePeople(attributes, first: first)) }
        case .loadPlan: loadPlan()
        case .countScope(let configuration, let request):
            counting?.cancel()
            counting = fetch(.count) { .scopeCounted(try await workspace.scopeSummary(of: configuration), request: request) }
        case .checkAdministrator(let address):
            fetch(.signIn) {
                guard try await workspace.configuration().directory != nil else {
                    return .administratorChecked(address: address, isAdministrator: nil)
                }
                do throws(OperationError) {
                    return .administratorChecked(address: address, isAdministrator: try await workspace.isAdministrator(address))
                } catch {
                    guard case .directory = error else { throw error }
                    // The page where the connection is mended lies behind this one.
                    return .administratorChecked(address: address, isAdministrator: nil, isDirectoryUnreadable: true)
                }
            }
        case .save(let configuration, let followUp):
            save(.save(followUp)) { () throws(OperationError) in
                .saved(try await workspace.save(configuration, restoring: followUp.restoredRevision), followUp)
            }
        case .saveUnlessConsequences(let configuration, let followUp):
            save(.save(followUp)) { () throws(OperationError) in
                // Nobody is asked about a save that is overtaken already.
                try await workspace.requireNewest(configuration)
                if let consequences = try await workspace.consequences(of: configuration) {
                    return .consequencesFound(consequences, configuration, followUp)
                }
                return .saved(try await workspace.save(configuration, restoring: followUp.restoredRevision), followUp)
            }
        case .connect(let configuration, let clientSecret):
            save(.connect(clientSecret: clientSecret)) { () throws(OperationError) in
                try await workspace.requireNewest(configuration)
                var change = SetupChange(configuration)
                change.clientSecret = clientSecret
                let foreign = try await workspace.foreignParts(of: change, readsDirectory: false)
                guard foreign.isEmpty else { return .rebindingNeeded(foreign, configuration, clientSecret: clientSecret) }
                return .saved(try await workspace.connect(change, rebinding: nil), .back)
            }
        case .connectRebinding(let configuration, let clientSecret, let foreign):
            save(.connect(clientSecret: clientSecret)) { () throws(OperationError) in
                var change = SetupChange(configuration)
                change.clientSecret = clientSecret
                return .saved(try await workspace.connect(change, rebinding: foreign), .back)
            }
        case .beginAuthorization: beginAuthorization()
        case .openBrowser(let url):
            if !options.openBrowser(url) { report(.failed("No browser could be started here. Open the address on your own machine.", .other)) }
        case .authorizeAtSandbox(let url): authorizeAtSandbox(url)
        case .pasteRedirect(let text): pasteRedirect(text)
        case .cancelAuthorization: cancelAuthorization()
        case .foretellTurnOn:
            fetch(.other) {
                do {
                    return .turnOnForetold(.loaded(try await workspace.preview(of: nil)))
                } catch let error as OperationError {
                    return .turnOnForetold(.failed(error.description))
                }
            }
        case .turnOn: turnOn()
        case .turnOff:
            fetch(.other) {
                try await workspace.turnOff()
                return .statusLoaded(try await workspace.status())
            }
        case .run(let released, let releasesUnitMoves): run(released: released, releasesUnitMoves: releasesUnitMoves)
        case .undo(let undone):
            run { progress, wishes in
                try await workspace.undo(run: undone, progress: progress, isPaused: { wishes.isPaused }, isStopped: { wishes.isStopped })
            }
        case .stopRun: stopRun()
        case .pauseRun(let isPaused): wishes.pause(isPaused)
        case .decide(let choice, let entries): decide { try await $0.decide(choice, about: entries) }
        case .decideHeld(let change, let entries): decide { try await $0.decide(change, about: entries) }
        case .decideUnitMoves(let change, let moves): decide { try await $0.decide(change, about: moves) }
        case .retry(let personID): decide { try await $0.requestRetry(of: [personID]) }
        case .foretellResumption: foretellResumption()
        case .answerResumption(let answer): answerResumption(answer)
        case .deleteConfiguration:
            stopRun()
            fetch(.other) {
                try await workspace.deleteConfiguration()
                return .configurationDeleted
            }
        case .begin(let task): begin(task.task)
        case .copy(let text): copy(text)
        case .quit: break
        }
    }

    @discardableResult
    func fetch(_ concern: ConsoleEffect.Concern, _ operation: @escaping @Sendable () async throws -> ConsoleEvent) -> Task<Void, Never> {
        fetches += 1
        return Task {
            let event: ConsoleEvent?
            do {
                event = try await operation()
            } catch OperationError.cancelled {
                event = nil
            } catch {
                event = Task.isCancelled ? nil : .failed(Self.words(error), concern)
            }
            fetches -= 1
            if case .planLoaded(let plan)? = event { shownObstacle = plan.memory?.obstacle }
            if let event { report(event) }
            settled()
        }
    }

    /// Begins a task and reports its answer; one that was given up has none.
    private func begin<Begun: ConsoleTask>(_ begun: Begun) {
        let services = workspace
        if Begun.isReplaced { newest[ObjectIdentifier(Begun.self)]?.cancel() }
        fetches += 1
        let task = Task {
            let answer: Begun.Answer?
            do {
                answer = .success(try await begun.perform(services))
            } catch OperationError.cancelled {
                answer = nil
            } catch {
                answer = Task.isCancelled ? nil : .failure(TaskFailure(text: Self.words(error)))
            }
            fetches -= 1
            if let answer { report(.answered(TaskAnswer(begun, answer))) }
            settled()
        }
        if Begun.isReplaced { newest[ObjectIdentifier(Begun.self)] = task }
    }

    private nonisolated static func words(_ error: any Error) -> String {
        let text = "\(error)"
        // Errors that are meant for people are whole sentences.
        return error is OperationError || text.hasSuffix(".") ? text : "Something unexpected happened: \(text). Try again; nothing was lost."
    }

    /// Changes that come in quick succession, as a run makes them, are shown together a few times a second.
    private static let refreshPause = Duration.milliseconds(250)

    private func watchHome() {
        let workspace = workspace
        let report = report
        watching = Task {
            do {
                for await _ in try workspace.changes() {
                    do {
                        report(.homeChanged(try await workspace.status()))
                    } catch {
                        report(.failed(Self.words(error), .status))
                    }
                    try await Task.sleep(for: Self.refreshPause)
                }
            } catch let error as OperationError {
                report(.failed("What other programs change is not shown by itself; Ctrl-L reads everything again. \(error)", .other))
            } catch {
                return
            }
        }
    }

    private func beginAuthorization() {
        waiting?.cancel()
        let report = report
        waiting = Task {
            do {
                let attempt = try await workspace.beginAuthorization()
                self.attempt = attempt
                let hint = await options.sandbox?.hint()
                report(.authorizationBegun(attempt.address, browserStarted: options.openBrowser(attempt.address), hint: hint))
                try await attempt.waitForRedirect()
                report(.authorized)
            } catch OperationError.cancelled {
                return
            } catch {
                report(.failed(Self.words(error), .authorization))
            }
        }
    }

    private func authorizeAtSandbox(_ url: URL) {
        guard let sandbox = options.sandbox else { return }
        let report = report
        Task {
            do { try await sandbox.authorize(url) } catch { report(.pasteRefused(Self.words(error))) }
        }
    }

    private func pasteRedirect(_ text: String) {
        guard let attempt else { return report(.pasteRefused("No authorization is under way any more. Begin it anew.")) }
        let report = report
        Task {
            do {
                try await attempt.paste(text)
                report(.authorized)
            } catch {
                report(.pasteRefused(Self.words(error)))
            }
        }
    }

    private func cancelAuthorization() {
        waiting?.cancel()
        let attempt = attempt
        self.attempt = nil
        Task { await attempt?.cancel() }
    }

    private func turnOn() {
        let workspace = workspace
        let report = report
        Task {
            do {
                try await workspace.turnOn()
                report(.statusLoaded(try await workspace.status()))
            } catch {
                report(.failed(Self.words(error), .other))
                return
            }
            run(released: [])
        }
    }

    private func run(released: Set<ActionKind>, releasesUnitMoves: Bool = false) {
        let workspace = workspace
        run { progress, wishes in
            try await workspace.run(
                released: released, releasesUnitMoves: releasesUnitMoves, isUnattended: false, progress: progress, isPaused: { wishes.isPaused },
                isStopped: { wishes.isStopped })
        }
    }

    /// Begins a run, the only one of this console, and reports how it goes and ends.
    private func run(_ operation: @escaping @Sendable (_ progress: @escaping @Sendable (RunProgress) -> Void, RunWishes) async throws -> RunRecord) {
        guard running == nil else { return }
        let report = report
        let wishes = wishes
        wishes.forget()
        running = Task {
            do {
                let record = try await operation(
                    {
                        wishes.note($0.phase)
                        report(.runProgressed($0))
                    }, wishes)
                report(.runEnded(record))
            } catch {
                report(.failed(Self.words(error), .run))
            }
            running = nil
        }
    }

    /// While it writes, what has begun ends in order; while it reads, there is nothing to wait for.
    private func stopRun() {
        wishes.stop()
        if !wishes.isWriting { running?.cancel() }
    }
}
