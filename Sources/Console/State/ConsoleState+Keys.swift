import Engine
import Provisioning
import Sync
import Terminal
import Wording

extension ConsoleState {
    /// What happens at the terminal.
    mutating func handle(_ event: TerminalEvent) -> [ConsoleEffect] {
        switch event {
        case .key(let key): return (takesText ? [key] : key.withoutWords).flatMap { handle($0) }
        case .paste(let text):
            if question != nil {
                question?.dialog.insert(paste: text)
                return []
            }
            if palette != nil {
                palette?.paste(text)
                return []
            }
            return onPage { $0.paste(text, $1) }
        case .mouse(let event): return handle(event)
        case .resized(let size):
            self.size = size
            return []
        case .interrupted, .terminated, .hungUp: return [.quit]
        case .resumed: return [.loadStatus]
        }
    }

    /// Whether letters go into a field now.
    var takesText: Bool { question.map { $0.dialog.typedWord != nil } ?? (palette != nil || (page.isTyping && !isHelpShown)) }

    private mutating func handle(_ key: Key) -> [ConsoleEffect] {
        if !Self.leadingThroughLists.contains(key) { isListMeasured = false }
        if key == .control("c") { return interrupt() }
        if question != nil { return answer(key) }
        if isHelpShown {
            handleHelp(key)
            return []
        }
        if palette != nil { return handlePalette(key) }
        message = nil
        measureList(for: key)
        if key == .control("p") {
            openPalette()
            return []
        }
        if !page.isTyping, let effects = global(key) { return effects }
        if page.isTyping, key == .function(1) {
            isHelpShown = true
            return []
        }
        return onPage { $0.handle(key, $1) }
    }

    /// Keys whose effect on a list depends on how much of it is on the screen.
    private static let leadingThroughLists: Set<Key> = [
        .up, .down, .pageUp, .pageDown, .home, .end, .character("j"), .character("k"), .character("g"), .character("G"),
    ]

    /// Finds out how many rows the list has, where that has not been on the screen yet: when much comes at once.
    private mutating func measureList(for key: Key) {
        guard Self.leadingThroughLists.contains(key), !isListMeasured, !page.isTyping || !key.isCharacter else { return }
        _ = frame()
    }

    /// Keys that mean the same on every page.
    private mutating func global(_ key: Key) -> [ConsoleEffect]? {
        switch key {
        case PageKey.help.key, .function(1):
            isHelpShown = true
            return []
        case PageKey.quit.key: return quit()
        case PageKey.goAnywhere.key:
            openPalette()
            return []
        case PageKey.reauthorize.key where canReauthorize:
            return push(AuthorizePage(mode: .edit))
        case PageKey.answerRuns.key where canResume: return [.task(ForetellResumption())]
        case .control("l"): return [.loadStatus] + page.appeared(model)
        default: return nil
        }
    }

    /// Whether R leads to the authorization: it was revoked, and this page is not about it.
    var canReauthorize: Bool { model.revocation != nil && !page.isAboutAuthorization }

    /// Gives something to the page and does what it wants.
    mutating func onPage(_ body: (inout any Page, ConsoleModel) -> [PageAction]) -> [ConsoleEffect] {
        let placed = placedModel
        guard var page = pages.popLast() else { return [] }
        let actions = body(&page, placed)
        pages.append(page)
        return actions.flatMap { perform($0) }
    }

    mutating func perform(_ action: PageAction) -> [ConsoleEffect] {
        switch action {
        case .push(let page): return page.step.map { resume($0) } ?? push(page)
        case .nextStep(let step): return push(step)
        case .back:
            if page.hasUnsavedChanges(model), page.step == nil {
                question = .discardChanges()
                return []
            }
            return goBack()
        case .turnOn: return turnOn()
        case .ask(let question):
            self.question = question
            return []
        case .tell(let text, let role):
            say(text, role)
            return []
        case .picked(let pick):
            pop()
            guard var taker = page as? any PickTaking else { return [] }
            let actions = taker.take(pick, model)
            pages[pages.count - 1] = taker
            return actions.flatMap { perform($0) }
        case .effect(let effect):
            prepare(effect)
            return [effect]
        }
    }

    /// What the screen shows while an operation is under way.
    private mutating func prepare(_ effect: ConsoleEffect) {
        switch effect {
        case .beginAuthorization:
            model.authorizationStep = .starting
            model.pasteProblem = nil
        case .pasteRedirect:
            // A server that does not answer is asked again for a while before anything is said.
            model.isBusy = true
            model.pasteProblem = nil
        case .begin(let task):
            if type(of: task.task).isWaitedFor { model.isBusy = true }
            task.task.asked(&model)
        case .run, .undo: startRun()
        case .pauseRun(let isPaused): model.isRunPaused = isPaused
        default: break
        }
    }

    private mutating func startRun() {
        model.run = RunProgress()
        model.isRunPaused = false
        model.usageBeforeRun = model.status?.usage
        model.runFailure = nil
    }

    private mutating func answer(_ key: Key) -> [ConsoleEffect] {
        guard var asked = question else { return [] }
        if key == .escape {
            question = nil
            return []
        }
        if asked.dialog.scroll(key, in: questionArea, model.completing) {
            question = asked
            return []
        }
        let handling = asked.dialog.handle(key)
        question = asked
        guard handling == .activated else { return [] }
        question = nil
        guard asked.dialog.answer > 0 else { return [] }
        switch asked.purpose {
        case .turnOn:
            popToApp()
            return [.task(TurnOn())]
        case .turnOff: return [.task(TurnOff())]
        case .deleteConfiguration: return [.stopRun, .task(DeleteConfiguration())]
        case .discardChanges(let place): return place.map { enter($0) } ?? leavePage() + [.loadStatus]
        case .quit: return [.quit]
        case .resumption: return answerResumption(button: asked.dialog.answer)
        case .perform(let effect): return perform(.effect(effect))
        case .cancelPending(let entries):
            say(
                entries.count == 1
                    ? "Canceled. It does not happen as long as its cause lasts."
                    : "\(entries.count.grouped) canceled. They do not happen as long as their causes last.", .success)
            return [.task(DecidePlan(.pending(.cancel, entries), of: model.plan.value))]
        case .decideHeld(let change, let entries):
            say(change == .release ? "Released. The next run does it." : "Rejected. It is not done as long as the same change is planned.", .success)
            return [.task(DecidePlan(.held(change, entries), of: model.plan.value))]
        case .release(let kinds, let unitMoves):
            startRun()
            popToApp()
            return [.run(released: kinds, releasesUnitMoves: unitMoves)]
        }
    }
}
