import Engine
import Provisioning
import Sync
import Terminal
import Wording

/// Saves the configuration.
struct Save: ConsoleTask {
    static let isWaitedFor = true

    /// What comes before it is saved.
    enum Way: Sendable, Equatable {
        case atOnce
        /// When something has to be asked about it, that comes first.
        case unlessConsequences
        /// The client secret that was entered is kept too. What of the ledger belongs to something else is asked about first.
        case connect(clientSecret: String?)
        /// The same, and what of the ledger belongs to something else is rebound.
        case rebind(clientSecret: String?, ForeignParts)
    }

    /// What became of it.
    enum Outcome: Sendable {
        case saved(Configuration)
        /// Nothing is saved yet: what it would lead to.
        case consequences(PlanConsequences)
        /// Nothing is saved yet: the ledger belongs to something else.
        case foreign(ForeignParts)
        /// Nothing is saved: somebody else saved since.
        case overtaken(Overtaking)
    }

    let configuration: Configuration
    let followUp: SaveFollowUp
    let way: Way

    init(_ configuration: Configuration, _ followUp: SaveFollowUp, _ way: Way = .atOnce) {
        self.configuration = configuration
        self.followUp = followUp
        self.way = way
    }

    /// How a change is saved that may alter what runs do or what safeguards hold: what it would lead to is shown first, in numbers.
    static func change(_ configuration: Configuration, _ followUp: SaveFollowUp) -> Save { Save(configuration, followUp, .unlessConsequences) }

    /// The same with another configuration, for a save that was overtaken.
    func again(with configuration: Configuration) -> Save {
        switch way {
        case .atOnce, .unlessConsequences: .change(configuration, followUp)
        case .connect(let clientSecret), .rebind(let clientSecret, _): Save(configuration, followUp, .connect(clientSecret: clientSecret))
        }
    }

    func perform(_ services: ConsoleServices) async throws -> Outcome {
        do throws(OperationError) { return try await save(services) } catch {
            guard case .overtaken(let overtaking) = error else { throw error }
            return .overtaken(overtaking)
        }
    }

    private func save(_ services: ConsoleServices) async throws(OperationError) -> Outcome {
        switch way {
        case .atOnce: break
        case .unlessConsequences:
            // Nobody is asked about a save that is overtaken already.
            try await services.setup.requireNewest(configuration)
            if let consequences = try await services.runs.consequences(of: configuration) { return .consequences(consequences) }
        case .connect(let clientSecret):
            try await services.setup.requireNewest(configuration)
            let foreign = try await services.setup.foreignParts(of: change(clientSecret), readsDirectory: false)
            guard foreign.isEmpty else { return .foreign(foreign) }
            return .saved(try await services.setup.connect(change(clientSecret), rebinding: nil))
        case .rebind(let clientSecret, let foreign): return .saved(try await services.setup.connect(change(clientSecret), rebinding: foreign))
        }
        return .saved(try await services.setup.save(configuration, restoring: followUp.restoredRevision))
    }

    private func change(_ clientSecret: String?) -> SetupChange {
        var change = SetupChange(configuration)
        change.clientSecret = clientSecret
        return change
    }

    func done(_ outcome: Outcome, _ console: inout ConsoleState) -> [ConsoleEffect] {
        switch outcome {
        case .saved(let saved):
            console.model.status = console.model.status?.with(saved)
            return console.follow(followUp)
        case .consequences(let consequences): console.ask(.consequences(consequences, of: self))
        case .foreign(let foreign): console.ask(.rebinding(foreign, of: self))
        case .overtaken(let overtaking): return console.showOvertaken(overtaking, self)
        }
        return []
    }

    func failed(_ text: String, _ console: inout ConsoleState) -> [ConsoleEffect] {
        console.say(text, .danger)
        return [.loadStatus]
    }
}

extension ConsoleEvent {
    /// The configuration that was saved just now.
    var saved: Configuration? { if case .saved(let saved)? = success(of: Save.self) { saved } else { nil } }
}

/// What the console does after a save.
enum SaveFollowUp: Sendable, Equatable {
    case stay
    case back
    case enterApps
    case nextStep(SetupStep)
    case finishSetup
    /// The settings of this revision were restored.
    case restored(Int)
    case signedOut

    /// The revision whose settings are restored by the save.
    var restoredRevision: Int? { if case .restored(let number) = self { number } else { nil } }
}
