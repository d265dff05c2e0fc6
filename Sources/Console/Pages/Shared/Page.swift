import Foundation
import Provisioning
import Terminal
import Wording

/// One page of the console: the state of its widgets, what keys do there, and how it looks. Data that other pages show too is in the model.
protocol Page: Sendable {
    /// The page's name in the line at the top.
    var crumb: String { get }
    /// The step of the setup that it is, if any: its input is kept when somebody goes back a step.
    var step: SetupStep? { get }
    /// Whether nobody is signed in yet: there is nowhere to go from here.
    var isEntrance: Bool { get }
    /// Whether the page is about the authorization: nothing else has to lead to it then, and the mouse selects the address that stands there.
    var isAboutAuthorization: Bool { get }
    /// Whether the page itself says what is wrong, so that nothing has to stand above it.
    func saysTrouble(_ model: ConsoleModel) -> Bool
    /// What somebody does next who sees this for the first time, in at most 58 columns: a line of the smallest screen; `nil` where the page says it itself.
    func firstStep(_ model: ConsoleModel) -> String?
    /// What of this page leaving the console would end, in sentences; input that is not saved is ``hasUnsavedChanges(_:)``.
    func losses(_ model: ConsoleModel) -> [String]
    /// Ends what the page has begun and nobody waits for any more.
    func left(_ model: inout ConsoleModel) -> [ConsoleEffect]
    /// Whether there is input that leaving the console would lose, and leaving the page unless it is a ``step``.
    func hasUnsavedChanges(_ model: ConsoleModel) -> Bool
    /// Whether letters are typed into a field now, so that they are no commands.
    var isTyping: Bool { get }
    /// The keys that work here, the most useful first.
    func hints(_ model: ConsoleModel) -> [KeyHint]
    /// Keys that work here too, for which the line at the bottom has no room: only the help names them.
    var helpHints: [KeyHint] { get }
    /// What there is to know about the page, for its help.
    var help: [String] { get }
    /// What to fetch when the page is shown.
    func appeared(_ model: ConsoleModel) -> [ConsoleEffect]
    /// What to fetch again when files of the home were changed while the page is shown.
    func homeChanged(_ model: ConsoleModel) -> [ConsoleEffect]
    /// Takes what the configuration says after somebody else saved it; `false`, changing nothing, when there is input here that this would lose.
    mutating func refresh(_ model: ConsoleModel) -> Bool
    /// Takes news of an operation, shown or not.
    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect]
    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction]
    /// Gives the focus to the part of the page that was drawn as ``Canvas/area(_:in:_:)`` with this number.
    mutating func focus(area: Int, _ model: ConsoleModel)
    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction]
    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel)
}

extension Page {
    var step: SetupStep? { nil }
    var isTyping: Bool { false }
    var isEntrance: Bool { false }
    var isAboutAuthorization: Bool { false }
    func saysTrouble(_ model: ConsoleModel) -> Bool { false }
    func firstStep(_ model: ConsoleModel) -> String? { nil }
    func losses(_ model: ConsoleModel) -> [String] { [] }
    func left(_ model: inout ConsoleModel) -> [ConsoleEffect] { [] }
    var helpHints: [KeyHint] { [] }
    func hasUnsavedChanges(_ model: ConsoleModel) -> Bool { false }
    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [] }
    func homeChanged(_ model: ConsoleModel) -> [ConsoleEffect] { [] }
    mutating func refresh(_ model: ConsoleModel) -> Bool { true }
    mutating func focus(area: Int, _ model: ConsoleModel) {}
    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] { [] }
    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] { [] }
}

/// What a page wants to happen.
enum PageAction: Sendable {
    case push(any Page)
    /// One page back; asks first when input would be lost.
    case back
    /// The next page of the setup, with what was typed there before.
    case nextStep(SetupStep)
    case effect(ConsoleEffect)
    case ask(Question)
    /// A word at the bottom of the screen.
    case tell(String, Role)
    /// Turns the switch on, after a question with numbers; or goes to what is in the way.
    case turnOn
    /// Gives what was picked to the page below, after going back to it.
    case picked(Pick)
}

/// What a pick list hands back.
enum Pick: Sendable, Equatable {
    case source(String, fixed: Bool, fallback: Bool, target: String)
    /// The sources of an attribute, with their steps.
    case sources([MappingSource], target: String)
    case step(ValueStep)
    /// A directory attribute.
    case attribute(id: String)
    /// A condition of the scope; it takes the place of the one at `index`, if any.
    case condition(ScopeCondition, index: Int?)
    /// An account of the app, by its user name or id.
    case account(String)
    case accessGroup(id: String, email: String, name: String)
    case person(id: String)
    /// From one moment on, and before another; `nil` is any time.
    case period(Range<Date>?)
}

/// A page that takes what a pick list hands back.
protocol PickTaking: Page {
    mutating func take(_ pick: Pick, _ model: ConsoleModel) -> [PageAction]
}

/// Whether a page belongs to the setup or edits a finished one.
enum PageMode: Sendable, Equatable {
    case setup
    case edit
}

/// The setup wizard shows each step as a page.
extension SetupStep {
    var title: String {
        switch self {
        case .authorize: "Authorize"
        case .attributes: "Attributes"
        case .scope: "Scope"
        case .deprovisioning: "Deprovisioning"
        }
    }

    /// The line that shows where in the setup a page is, and which steps are done.
    func drawProgress(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let reached = model.configuration.autoprovisioning.setupProgress
        defer { canvas.reads(as: "Step \(rawValue + 1) of \(Self.allCases.count): \(title)", in: rect.top(1)) }
        let isASCII = canvas.symbols.isASCIIOnly
        let names = Self.allCases.map { step in
            let isDone = step.rawValue < rawValue || step.progress <= reached
            // In ASCII the check is an asterisk, which means something else on these pages.
            let mark = !isDone ? "\(step.rawValue + 1)" : isASCII ? "done" : String(canvas.symbols.check)
            if step == self { return isDone && isASCII ? "[\(step.title)]" : "[\(mark) \(step.title)]" }
            if rect.columns < 66 { return mark }
            return isDone && isASCII ? "\(step.title) (done)" : "\(mark) \(step.title)"
        }
        let separator = "  \(canvas.symbols.pathSeparator)  "
        let lead = "Step \(rawValue + 1) of \(Self.allCases.count):  "
        let room = rect.columns - DisplayWidth.columns(of: names.joined(separator: separator))
        var column = rect.column
        func say(_ text: String, _ role: Role) {
            column += canvas.text(text, at: Point(column: column, row: rect.row), role: role, width: rect.endColumn - column)
        }
        if lead.count <= room { say(lead, .muted) }
        for (step, name) in zip(Self.allCases, names) {
            say(name, step == self ? .heading : .muted)
            if step != Self.allCases.last { say(separator, .muted) }
        }
    }
}
