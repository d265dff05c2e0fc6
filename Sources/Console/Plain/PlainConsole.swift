import Sync
import Terminal
import Wording

/// The console as a conversation: lines in, lines out. State, pages, events and effects are those of the screen.
struct PlainConsole: Sendable {
    /// What is said before anything else.
    static let greeting =
        "Plain mode. A number chooses, the name of a key presses it, an empty line is Enter. Type ? for help, : to go anywhere, back, read or quit."

    private(set) var state: ConsoleState
    private var teller = PlainTeller()

    /// A conversation about a home. `isASCIIOnly`: nothing else may be said.
    init(model: ConsoleModel, isASCIIOnly: Bool) {
        var model = model
        model.isPlain = true
        state = ConsoleState(model: model, size: PlainView.size, symbols: .plain(isASCIIOnly: isASCIIOnly))
        state.isMouseOn = false
    }

    /// Whether there is a page to talk to, or a reason why there is none.
    var isOpen: Bool { !(state.page is LoadingPage) || state.model.statusFailure != nil }

    /// The field that takes the next line.
    var field: PlainView.Field? { PlainView(state).field }

    /// What stands before the next line.
    var prompt: String {
        guard let field else { return "> " }
        return field.isSecret ? "\(field.label) (not shown)> " : "\(field.label)> "
    }

    /// Takes what happened; answers what to do and what to say.
    mutating func take(_ event: ConsoleEvent, at now: ContinuousClock.Instant) -> (effects: [ConsoleEffect], said: [String]) {
        let effects = state.handle(event)
        return (effects, teller.tell(PlainView(state), on: .news, at: now))
    }

    /// Takes a typed line; answers what to do and what to say.
    mutating func take(line: String, at now: ContinuousClock.Instant) -> (effects: [ConsoleEffect], said: [String]) {
        let view = PlainView(state)
        let input = PlainInput(line, field: view.field) { teller.place($0, in: view) != nil }
        // What was said before is no answer to this line.
        state.message = nil
        var effects: [ConsoleEffect] = []
        var isText = false
        switch input {
        case .number(let number):
            guard let place = teller.place(number, in: view) else { return ([], ["There is no \(number) here now; read says what there is."]) }
            effects = state.handle(.terminal(.mouse(.press(place))))
        case .key(let key): effects = press(key)
        case .events(let events): effects = events.flatMap { state.handle(.terminal($0)) }
        case .text(let text):
            guard view.field != nil else { return ([], ["No text field has the focus here."]) }
            effects = type(text)
            isText = true
        case .palette(let text):
            if state.palette == nil { effects = press(.control("p")) }
            guard state.palette != nil else { return (effects, ["One cannot go anywhere from here; answer what is asked first."]) }
            effects += type(text)
            if state.palette?.isClear == true { effects += press(.enter) }
        case .search(let text):
            effects = press(.character("/"))
            guard state.page.isTyping else { return (effects, ["There is no list to search here."]) }
            effects += type(text) + press(.enter)
            isText = true
        case .help: return ([], PlainHelp.lines(state))
        case .read: return ([], teller.all(view))
        case .quit:
            guard state.question == nil else { return ([], ["First answer the question; back leaves it."]) }
            state.palette = nil
            effects = state.quit()
        case .unknown(let text):
            effects = state.handle(.terminal(.paste(text)))
            guard PlainView(state).lines != view.lines else { return (effects, ["\"\(text)\" means nothing here. Type ? for help."]) }
        }
        let said = teller.tell(PlainView(state), on: .input(isText: isText), at: now)
        return (effects, said.isEmpty && effects.isEmpty ? ["Nothing changed."] : said)
    }

    /// Takes Ctrl-C.
    mutating func interrupt(at now: ContinuousClock.Instant) -> (effects: [ConsoleEffect], said: [String]) {
        let effects = press(.control("c"))
        return (effects, effects == [.quit] ? [] : teller.tell(PlainView(state), on: .input(isText: false), at: now))
    }

    private mutating func press(_ key: Key) -> [ConsoleEffect] { state.handle(.terminal(.key(key))) }

    /// Puts text into the field that has the focus, instead of what stands there.
    private mutating func type(_ text: String) -> [ConsoleEffect] {
        var effects = press(.control("e")) + press(.control("u"))
        if !text.isEmpty { effects += state.handle(.terminal(.paste(text))) }
        return effects
    }
}
