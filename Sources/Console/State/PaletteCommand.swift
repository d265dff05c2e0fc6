import Provisioning
import Terminal
import Wording

/// Something that can be done from anywhere.
enum PaletteCommand: Sendable, Equatable {
    case go(Place)
    case turnOn
    case turnOff
    case runNow
    case stopRun
    case deleteConfiguration
    case signOut
    case refresh
    case mouse
    case help
    case quit

    func title(_ state: ConsoleState) -> String {
        switch self {
        case .go(let place): place.title(state.model)
        case .turnOn: "Turn on autoprovisioning"
        case .turnOff: "Turn off autoprovisioning"
        case .runNow: "Run now"
        case .stopRun: "Stop the run"
        case .deleteConfiguration: "Delete configuration"
        case .signOut: "Sign out"
        case .refresh: "Read everything again"
        case .mouse: state.isMouseOn ? "Mouse off" : "Mouse on"
        case .help: "Help"
        case .quit: "Quit"
        }
    }

    func words(_ state: ConsoleState) -> String {
        switch self {
        case .go(let place): place.words
        case .turnOn, .turnOff: "the slider; asks first"
        case .runNow: "sync at once"
        case .stopRun: "changes in progress finish first"
        case .deleteConfiguration: "keeps all accounts; asks first"
        case .signOut: "somebody else signs in; asks first"
        case .refresh: "status and this page"
        case .mouse: state.isMouseOn ? "the terminal selects text again" : "click and wheel"
        case .help: "what this page is for, and its keys"
        case .quit: "leave the console"
        }
    }

    /// The key that does the same, where it works.
    var key: String {
        switch self {
        case .go(let place): place.key.map(String.init) ?? ""
        case .runNow: PageKey.run.rawValue
        case .stopRun: PageKey.stop.rawValue
        case .help: PageKey.help.rawValue
        case .quit: PageKey.quit.rawValue
        case .turnOn, .turnOff, .deleteConfiguration, .signOut, .refresh, .mouse: ""
        }
    }

    /// What can be done in this state.
    static func all(_ state: ConsoleState) -> [PaletteCommand] {
        let model = state.model
        let settings = model.configuration.autoprovisioning
        var commands = Place.allCases.filter { $0.isReachable(model) }.map(PaletteCommand.go)
        if settings.setupProgress == .finished {
            if settings.isOn {
                commands += [model.isRunning ? .stopRun : .runNow, .turnOff]
            } else {
                commands.append(.turnOn)
            }
            commands.append(.deleteConfiguration)
        }
        if model.configuration.administrator != nil { commands.append(.signOut) }
        return commands + (model.isPlain ? [.refresh, .help, .quit] : [.refresh, .mouse, .help, .quit])
    }
}
