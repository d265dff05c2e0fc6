/// What the answer to a refused action leaves open about how far the failure reaches.
package enum FailureSuspicion: Sendable, Equatable {
    /// It names something of this person's: a value, an address.
    case person
    /// It holds for all actions of this kind, as when no licence is left.
    case kind
    /// It holds for everything: the authorization is gone, the app cannot be reached.
    case run
    /// It says too little: a status such as 403, 400 or 500 may be about one account or about all of them.
    case personOrRun
}

/// How far a failure reaches.
package enum FailureReach: Sendable, Equatable {
    /// Recorded for this person; everybody else goes on.
    case person
    /// No more actions of this kind in this run.
    case kind
    /// The run ends: the app refuses everything.
    case run
    /// The run ends: so many different people in a row were refused that it is no accident of one record.
    case runAfterSeveralPeople
}

/// Decides how far a failure reaches by evidence, not by a status number: whether the app refuses a harmless read too, and whether several different people in a
/// row are refused. It lives as long as a run.
package struct FailureEvidence: Sendable, Equatable {
    /// So many different people in a row are no accident of one record.
    package static let peopleInARow = 5

    /// What the app answered to a question that every authorized client may ask.
    package enum HarmlessRead: Sendable, Equatable {
        case answered
        case refused
    }

    /// Who was refused since the last answer that showed the app at work, by id; each once, in order.
    package private(set) var refusedPeople: [String] = []

    /// Nothing has happened yet.
    package init() {}

    /// Whether only a harmless read tells how far this failure reaches. It is asked once for people who are refused one after the other.
    package func needsHarmlessRead(_ suspicion: FailureSuspicion) -> Bool { suspicion == .personOrRun && refusedPeople.isEmpty }

    /// An action was done: the app does not refuse everything.
    package mutating func succeeded() { refusedPeople = [] }

    /// How far a failed action reaches; `read` is what a harmless read was answered, if one was asked.
    package mutating func reach(of suspicion: FailureSuspicion, personID: String, read: HarmlessRead?) -> FailureReach {
        switch suspicion {
        case .run: return .run
        case .kind: return .kind
        case .person:
            // Whoever finds fault with one person's values looks at each person.
            refusedPeople = []
            return .person
        case .personOrRun:
            guard read != .refused else { return .run }
            if !refusedPeople.contains(personID) { refusedPeople.append(personID) }
            return refusedPeople.count < Self.peopleInARow ? .person : .runAfterSeveralPeople
        }
    }
}
