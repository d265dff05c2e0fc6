import Provisioning
import Terminal
import Wording

extension PreviewPage {
    /// What the list shows.
    enum Filter: Hashable {
        case all
        case kind(ActionKind)
        case held
        case rejected
        case waiting
        case pending
        case problems
        case leftOut
    }

    enum Row {
        /// With how it stands towards the safeguards; `nil` when they let it through.
        case action(PlanEntry, Plan.Standing?)
        /// What the move of a unit would mean for somebody.
        case byUnit(UnitHold.Effect)
        /// A moved unit that was decided about.
        case unitMove(UnitMove, Plan.Standing)
        case waiting(WaitingEntry)
        case pending(PendingEntry)
        case problem(ProblemEntry)
        case leftOut(ExcludedEntry)

        /// Who it is about.
        private var person: (id: String, name: String, email: String) {
            switch self {
            case .action(let entry, _): (entry.personID, entry.name, entry.email)
            case .byUnit(let effect): (effect.personID, effect.name, effect.email)
            case .unitMove(let move, _): (move.id, "Unit \(move.to)", "")
            case .waiting(let waiting): (waiting.entry.personID, waiting.entry.name, waiting.entry.email)
            case .pending(let entry): (entry.personID, entry.name, entry.email)
            case .problem(let entry): (entry.personID, entry.name, entry.email)
            case .leftOut(let entry): (entry.personID, entry.name, entry.email)
            }
        }

        /// What a mark is kept by.
        var id: String { "\(person.id) \(what.split(separator: " ").last ?? "")" }
        var personID: String { person.id }
        var name: String { person.name }
        var email: String { person.email }
        /// What a search looks in.
        var text: String { "\(name) \(email)" }

        /// What would happen, in a word or two.
        var what: String {
            switch self {
            case .action(let entry, let standing): (standing.map { "\($0.rawValue): " } ?? "") + entry.kind.verb
            case .byUnit(let effect): "held: \(effect.isGain ? ActionKind.create.verb : ActionKind.suspend.verb)"
            case .unitMove(_, let standing): "\(standing.rawValue): unit"
            case .waiting: "waiting"
            case .pending: "pending"
            case .problem: "problem"
            case .leftOut: "left out"
            }
        }

        /// All of it in a sentence.
        var sentence: String {
            guard case .action(let entry, let standing?) = self else { return "\(what); \(why)" }
            return "\(entry.kind.verb), \(standing.rawValue); \(why)"
        }

        /// The reason.
        var why: String {
            switch self {
            case .action(let entry, _): entry.reason.words
            case .byUnit(let effect): effect.words
            case .unitMove(let move, _): "it was moved from \(move.from)"
            case .waiting(let waiting): waiting.words
            case .pending(let entry): "\(entry.words): \(entry.scheduled.cause.words)"
            case .problem(let entry): entry.problem.words(on: .console)
            case .leftOut(let entry): entry.exclusion.words
            }
        }

        /// How what would happen is shown.
        var role: Role {
            switch self {
            case .action(_, .held?), .waiting, .byUnit: .warning
            case .action(_, .rejected?), .unitMove, .pending, .leftOut: .muted
            case .action(let entry, _): entry.kind == .delete ? .danger : .normal
            case .problem: .danger
            }
        }
    }
}
