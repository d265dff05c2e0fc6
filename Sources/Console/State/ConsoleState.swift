import Foundation
import Provisioning
import Sync
import Terminal
import Wording

/// Everything that the console shows. Events change it and may ask for effects; drawing reads it.
struct ConsoleState: Sendable {
    var model: ConsoleModel
    /// The way to the page that is shown, which is the last; never empty.
    var pages: [any Page] = []
    /// Setup pages that were left by going back, with what was typed.
    var stash: [SetupStep: any Page] = [:]
    var question: Question?
    var palette: Palette?
    var isHelpShown = false {
        didSet { helpOffset = 0 }
    }
    /// The first line of the help that is shown.
    var helpOffset = 0
    /// Whether the person wants the mouse to work here.
    var isMouseOn = true
    var message: (text: String, role: Role)?
    /// Whether the rows of the list that has the focus are known, and nothing but keys that lead through it has happened since.
    var isListMeasured = false
    /// Whether the lists of people, groups and units were asked for, so that the palette finds them.
    var hasAskedForNames = false
    /// Whether the home was changed while a task was waited for: it is looked at again afterwards.
    var hasMissedNews = false
    var size: Size
    let symbols: SymbolSet

    /// The state of a console that has just been opened.
    init(model: ConsoleModel, size: Size, symbols: SymbolSet = .unicode) {
        self.model = model
        self.size = size
        self.symbols = symbols
        pages = [LoadingPage()]
    }

    var page: any Page { pages.last ?? LoadingPage() }

    /// What is to be done first.
    static let firstEffects: [ConsoleEffect] = [.loadStatus, .watchHome]

    /// Changes the state and answers what is to be done outside of it.
    mutating func handle(_ event: ConsoleEvent) -> [ConsoleEffect] {
        if case .terminal(.key) = event {} else { isListMeasured = false }
        model.pageSize = pageArea.size
        var effects = change(event)
        // Pages below the one that is shown hear the news too: somebody comes back to them.
        if case .answered = event { palette?.take(model) }
        if case .terminal = event {} else { effects += pages.indices.flatMap { pages[$0].take(event, model) } }
        if hasMissedNews, !model.isBusy {
            hasMissedNews = false
            effects += [.loadStatus] + page.homeChanged(model)
        }
        for case .begin(let task) in effects { task.task.begun(&model) }
        return effects
    }

    private mutating func change(_ event: ConsoleEvent) -> [ConsoleEffect] {
        switch event {
        case .terminal(let event): return handle(event)
        case .answered(let answer): return answer.change(&self)
        case .homeChanged(let status): return takeChange(status)
        case .authorizationBegun(let url, let browserStarted, let hint):
            model.authorizationStep = .waiting(url, browserStarted: browserStarted, hint: hint)
        case .authorized: return authorized()
        case .authorizationEnded(let message):
            model.isBusy = false
            model.authorizationStep = .ended(message)
        case .pasteRefused(let message):
            model.isBusy = false
            model.pasteProblem = message
        case .runProgressed(let progress):
            if model.usageBeforeRun == nil { model.usageBeforeRun = model.status?.usage }
            model.run = progress
        case .runEnded(let record): return runEnded(record)
        case .runFailed(let text):
            forgetRun()
            model.runFailure = text
            return [.loadStatus]
        case .failed(let text): say(text, .danger)
        }
        return []
    }

    // MARK: News

    mutating func take(_ status: WorkspaceStatus) -> [ConsoleEffect] {
        // What was wrong is right again.
        if message?.text == model.statusFailure { message = nil }
        model.status = status
        model.statusFailure = nil
        guard page is LoadingPage else { return [] }
        pages = [status.configuration.administrator == nil ? SignInPage(model) as any Page : AppListPage()]
        return page.appeared(model)
    }

    mutating func follow(_ followUp: SaveFollowUp) -> [ConsoleEffect] {
        settleOvertaken()
        switch followUp {
        case .stay: break
        case .back:
            pop()
            say("Saved.", .success)
        case .enterApps: pages = [AppListPage()]
        case .nextStep(let step):
            if page is SingleSignOnPage { pages.removeLast() }
            return push(step) + [.loadStatus]
        case .finishSetup:
            popToApp()
            stash = [:]
            let next =
                model.configuration.userAccess.isOffForEveryone ? "Next, turn the app on for somebody." : "The slider turns autoprovisioning on."
            say("The setup is finished. \(next)", .success)
        case .restored(let number):
            say("The settings of revision \(number) were restored.", .success)
            return [.loadStatus] + page.appeared(model)
        case .signedOut: pages = [SignInPage(model)]
        }
        return [.loadStatus]
    }

    private mutating func authorized() -> [ConsoleEffect] {
        model.isBusy = false
        model.authorizationStep = .idle
        model.pasteProblem = nil
        model.runFailure = nil
        guard let page = page as? AuthorizePage else { return [.loadStatus, .task(ForetellResumption())] }
        say("\(model.application) is authorized.", .success)
        guard page.mode == .edit else { return [.loadStatus] }
        popToApp()
        return push(SettingsPage()) + [.loadStatus, .task(ForetellResumption())]
    }

    /// This console's run is over. The last status may still name it as the one under way; whether there is another one, the next status says.
    private mutating func forgetRun() {
        model.run = nil
        model.usageBeforeRun = nil
        model.status?.runHolder = nil
    }

    private mutating func runEnded(_ record: RunRecord) -> [ConsoleEffect] {
        forgetRun()
        model.runFailure = nil
        let words = RunWords.summary(record)
        say(words, record.outcome == .done ? .success : .warning)
        return [.loadStatus] + page.appeared(model)
    }

    // MARK: The way

    mutating func say(_ text: String, _ role: Role) { message = (text, role) }

    /// Asks what somebody waited for. What is asked already stays: an answer that was on its way to one question must not reach another.
    mutating func ask(_ late: Question) {
        guard question == nil, !isHelpShown, palette == nil else {
            return say("It was not done, because something else was asked meanwhile. Do it again.", .warning)
        }
        question = late
    }

    mutating func push(_ page: any Page) -> [ConsoleEffect] {
        pages.append(page)
        return page.appeared(model)
    }

    /// Shows a step of the setup, with what was typed there before.
    mutating func push(_ step: SetupStep) -> [ConsoleEffect] {
        guard var kept = stash.removeValue(forKey: step) else { return push(SetupFlow.page(for: step, model)) }
        // Where nothing was typed, the configuration may say something else by now.
        _ = kept.refresh(model)
        return push(kept)
    }

    mutating func pop() {
        guard pages.count > 1 else { return }
        if let left = pages.popLast(), let step = left.step { stash[step] = left }
    }

    mutating func popToApp() {
        while pages.count > 1, !(page is AppPage) { pop() }
    }
}

/// Which page a step of the setup is.
enum SetupFlow {
    static func page(for step: SetupStep, _ model: ConsoleModel) -> any Page {
        switch step {
        case .authorize: AuthorizePage(mode: .setup)
        case .attributes: AttributesPage(mode: .setup, model)
        case .scope: ScopePage(mode: .setup, model)
        case .deprovisioning: DeprovisioningPage(mode: .setup, model)
        }
    }

    /// The pages to put on the way so that a halfway setup goes on where it was left, with Back working.
    static func resumed(_ model: ConsoleModel) -> [any Page] {
        let last = model.configuration.autoprovisioning.setupProgress.nextStep
        return SetupStep.allCases.filter { $0.rawValue <= last.rawValue }.map { page(for: $0, model) }
    }
}
