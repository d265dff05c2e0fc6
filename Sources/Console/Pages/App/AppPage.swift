import Foundation
import Provisioning
import Sync
import Terminal
import Wording

extension Place {
    static let app = Place(
        "RingCentral Office", title: \.applicationTitle, words: "the switch and the last 30 days", below: .apps, isReachable: { _ in true }
    ) { _ in AppPage() }
}

/// The app's page: the cards for single sign-on, user access and autoprovisioning.
struct AppPage: Page {
    var crumb: String { Place.app.name }
    let help = [
        "User access says for whom the app is turned on. Autoprovisioning keeps the accounts of those people in the app: it creates, updates, suspends and deletes them.",
        "The slider turns it on and off; beside it stands how things are. The counters show the last 30 days, Run the run that is under way or the last one, and Failures who "
            + "needs you; Enter leads on from each line. People finds one person and says why there is an account or none.",
    ]

    /// What can have the focus, from top to bottom once it is set up.
    enum Item: Equatable {
        case slider
        case runNow
        /// Leads to a page.
        case place(Place)
        /// Only before it is set up.
        case setUp
    }

    private var chosen: Item?

    /// What can be chosen in this state.
    static func items(_ model: ConsoleModel) -> [Item] {
        guard model.configuration.autoprovisioning.setupProgress == .finished else {
            let places: [Place] = [.connection, .singleSignOn, .userAccess]
            return places.map(Item.place) + [.setUp] + (model.status?.lastRun == nil ? [] : [.place(.activity)])
        }
        return [.slider, .place(.usage)] + sections(model).flatMap(\.items)
    }

    /// Lines below the counters that belong together.
    struct Section {
        let title: String
        let items: [Item]
    }

    /// What waits for a decision, what is to come, what can be looked at, what is set, and what all of it stands on.
    static func sections(_ model: ConsoleModel) -> [Section] {
        // Without an answer about changed ids there is no plan to look at.
        let waiting: [Place] = model.status?.identityChange == nil ? [.failures, .preview, .accounts] : [.identities, .failures, .accounts]
        let runs: [Item] = model.configuration.autoprovisioning.isOn ? [.place(.run), .runNow] : [.place(.run)]
        func places(_ places: Place...) -> [Item] { places.map(Item.place) }
        return [
            Section(title: "Waits for you", items: waiting.map(Item.place)),
            Section(title: "To come", items: places(.pending, .authorization) + runs), Section(title: "Look up", items: places(.activity, .people)),
            Section(title: "Configuration", items: places(.userAccess, .settings)),
            Section(title: "Service", items: places(.connection, .singleSignOn)),
        ]
    }

    /// Since when the oldest failure stands.
    struct ReadAge: PageReading {
        func perform(_ services: ConsoleServices) async throws -> Date? { try await services.history.standingFailures().map(\.since).min() }
    }

    /// Since when somebody needs an administrator; `nil` while that is not known.
    private(set) var failsSince: Date?

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        if let since = event.success(of: ReadAge.self) { failsSince = since }
        // The status says whether there is anything of whose age to ask.
        guard event.success(of: ReadStatus.self) != nil, needsYou(model), !model.isRunning else { return [] }
        return [.task(ReadAge())]
    }

    func homeChanged(_ model: ConsoleModel) -> [ConsoleEffect] { needsYou(model) && !model.isRunning ? [.task(ReadAge())] : [] }

    func firstStep(_ model: ConsoleModel) -> String? {
        let configuration = model.configuration
        let isConnected = configuration.directory != nil && (configuration.application.clientID != nil || configuration.application.profile != nil)
        guard isConnected else { return "First: Connection, for the directory and the app." }
        switch configuration.autoprovisioning.setupProgress {
        case .notStarted: return "Next: Configure autoprovisioning."
        case .authorized, .attributesMapped, .scopeChosen: return "Next: Continue the setup."
        case .finished where configuration.userAccess.isOffForEveryone: return "Next: User access, for whom the app is on."
        case .finished: return "Next: p shows what would be done; the slider turns it on."
        }
    }

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.loadStatus] }

    /// The item that has the focus: at first the one that the person most likely wants next.
    func focused(_ model: ConsoleModel) -> Item {
        let items = Self.items(model)
        if let chosen, items.contains(chosen) { return chosen }
        if items.contains(.place(.identities)) { return .place(.identities) }
        return items.contains(.slider) ? .slider : .setUp
    }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        let enter = KeyHint("Enter", action(focused(model), model))
        let move = KeyHint("Up/Down", "Move")
        guard model.configuration.autoprovisioning.setupProgress == .finished else { return [enter, move] }
        var hints = [enter]
        if model.isRunning {
            hints.append(PageKey.stop.hint)
        } else if canRun(model) {
            hints.append(PageKey.run.hint)
        }
        // What has a letter says so itself; here they stand in the order of the page.
        let ways = Self.items(model).compactMap { item in
            if case .place(let place) = item, let key = place.key { KeyHint(String(key), place.name) } else { nil }
        }
        let urgent = urgent(model)
        return hints.prefix(1) + urgent.compactMap { key in ways.first { $0.key == key } } + hints.dropFirst()
            + ways.filter { !urgent.contains($0.key) } + [move]
    }

    /// The keys of the pages that somebody has to go to now: they come first, so that no narrow line drops them.
    private func urgent(_ model: ConsoleModel) -> [String] {
        guard let status = model.status, !model.isRunning else { return [] }
        let places: [(place: Place, isWanted: Bool)] = [
            (.preview, status.held.undecided > 0), (.failures, needsYou(model)), (.accounts, status.waitingFindings > 0),
        ]
        return places.compactMap { $0.isWanted ? $0.place.key.map { String($0) } : nil }
    }

    /// Whether a run can begin here: it is on, nothing runs anywhere, and the app would take something.
    private func canRun(_ model: ConsoleModel) -> Bool {
        model.configuration.autoprovisioning.isOn && !model.isRunning && model.status?.runHolder == nil && model.revocation == nil
    }

    private func action(_ item: Item, _ model: ConsoleModel) -> String {
        switch item {
        case .slider: model.configuration.autoprovisioning.isOn ? "Turn off" : turnOnWords(model.turnOnBlocked)
        case .setUp: model.configuration.autoprovisioning.setupProgress == .notStarted ? "Set up" : "Continue"
        case .runNow: model.isRunning ? "Stop run" : model.revocation == nil ? "Run now" : "Reauthorize"
        default: "Open"
        }
    }

    private func turnOnWords(_ blocked: Blocked?) -> String {
        guard let blocked else { return "Turn on" }
        return blocked.place == .userAccess ? "User access" : "Show why not"
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        let items = Self.items(model)
        let isFinished = items.contains(.place(.settings))
        let index = items.firstIndex(of: focused(model)) ?? 0
        switch key {
        case .up, .character("k"), .backTab: chosen = items[max(0, index - 1)]
        case .down, .character("j"), .tab: chosen = items[min(items.count - 1, index + 1)]
        case .home, .character("g"): chosen = items.first
        case .end, .character("G"): chosen = items.last
        case .enter: return choose(focused(model), model)
        case .character(" ") where focused(model) == .slider: return choose(.slider, model)
        case PageKey.run.key where items.contains(.runNow): return run(model)
        case PageKey.stop.key where model.isRunning: return Self.stop
        case .escape: return [.back]
        case .character(let letter):
            guard let place = Place.allCases.first(where: { $0.key == letter }), isFinished || items.contains(.place(place)) else { return [] }
            return choose(.place(place), model)
        default: break
        }
        return []
    }

    /// The number of an item's line, for clicks.
    func area(of item: Item, _ model: ConsoleModel) -> Int { Self.items(model).firstIndex(of: item) ?? 0 }

    mutating func focus(area: Int, _ model: ConsoleModel) {
        let items = Self.items(model)
        if items.indices.contains(area) { chosen = items[area] }
    }

    private func choose(_ item: Item, _ model: ConsoleModel) -> [PageAction] {
        switch item {
        case .place(let place): return [.push(place.page(model))]
        case .setUp: return setUp(model)
        case .slider: return slide(model)
        case .runNow: return model.isRunning ? Self.stop : run(model)
        }
    }

    private static let stop: [PageAction] = [.effect(.stopRun), .tell("Stopping: changes in progress finish first.", .muted)]

    private func run(_ model: ConsoleModel) -> [PageAction] {
        if model.isRunning { return [.tell("A run is under way.", .muted)] }
        if let holder = model.status?.runHolder { return [.tell("A run is under way: \(holder).", .muted)] }
        if model.status?.resumption != nil { return [.task(ForetellResumption())] }
        return model.revocation == nil ? [.effect(.run(released: []))] : [.push(AuthorizePage(mode: .edit))]
    }

    private func setUp(_ model: ConsoleModel) -> [PageAction] {
        let configuration = model.configuration
        let isConnected = configuration.application.clientID != nil || configuration.application.profile != nil
        if configuration.directory == nil || !isConnected {
            return [
                .push(ConnectionPage(model)), .tell("First connect the directory and the app.", .warning),
            ]
        }
        if !configuration.singleSignOnAcknowledged { return [.push(SingleSignOnPage(mode: .setup, model))] }
        return SetupFlow.resumed(model).map { .push($0) }
    }

    private func slide(_ model: ConsoleModel) -> [PageAction] {
        model.configuration.autoprovisioning.isOn ? [.ask(.turnOff(model))] : [.turnOn]
    }
}
