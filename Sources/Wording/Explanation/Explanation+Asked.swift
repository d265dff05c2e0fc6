import Directory
package import Provisioning

extension Explanation {
    /// Explains one person of `input` with the plan that was made of it; `nil` when neither directory nor ledger knows the id.
    package init?(personID: String, input: PlanInput, plan: Plan) {
        let link = input.ledger.links[personID]
        let person =
            input.snapshot.people.first { $0.id == personID } ?? input.snapshot.deletedPeople.first { $0.id == personID }
            ?? link.map { Person(id: personID, primaryEmail: $0.userName, status: .deleted) }
        guard let person else { return nil }
        self.personID = personID
        name = person.fullName
        email = person.primaryEmail
        unit = person.status == .deleted ? nil : person.organizationalUnitPath
        var lines: [Line] = []
        func add(_ title: String, _ text: String, isObstacle: Bool = false, _ mark: Mark? = nil) {
            lines.append(.init(title: title, text: text, isObstacle: isObstacle, mark: mark ?? (isObstacle ? .no : .yes)))
        }

        add("Google account", Self.status(of: person), isObstacle: person.status != .active || person.isGuest)
        let settings = input.configuration.autoprovisioning
        let rule = EntitlementRule(input)
        switch rule.entitlementIgnoringStatus(of: person) {
        case .entitled(let access, let group):
            add("User access", "the app is on by \(access.words)")
            add("Scope", group.map { "a member of the group \($0)" } ?? "everyone the app is on for")
        case .excluded(let exclusion):
            let isAccess = if case .appOff = exclusion { true } else { false }
            add(isAccess ? "User access" : "Scope", exclusion.words, isObstacle: true)
            if isAccess { add("Scope", "only asked when the app is on", .notAsked) }
        }
        switch input.mappingTable.account(for: person, having: link) {
        case .values: add("Mapping", "all needed attributes have a value")
        case .missing(let labels): add("Mapping", "no value for \(labels.joined(separator: ", "))", isObstacle: true)
        case .tooLong(let labels): add("Mapping", "too long: \(labels.joined(separator: ", "))", isObstacle: true)
        case .unfit(let values): add("Mapping", values.map(\.words).joined(separator: "; "), isObstacle: true)
        }
        for (target, value) in input.mappingTable.values(for: person, having: link) {
            if case .leftOut(let reason) = value { add("Mapping", "\(target.label) is left out: \(reason.words)", .waits) }
        }
        if let link {
            add("Account", Self.words(link), link.isActive ? .yes : .no)
            let labels = input.targets.labelsByPath
            for (path, form) in link.applicationForms.sorted(by: { $0.key < $1.key }) {
                let kept = form.isEmpty ? "keeps no value" : "keeps \"\(form)\""
                add("App's form", "\(labels[path] ?? path): the app \(kept) for \(link.value(of: path).map { "\"\($0)\"" } ?? "no value")")
            }
        } else {
            add("Account", "none is linked", .no)
        }
        for timer in input.ledger.timers[personID] ?? [] { add("Timer", "\(timer.cause.words), first seen \(timer.firstSeen.words)", .waits) }
        for entry in plan.pending where entry.personID == personID { add("Pending", entry.words, .waits) }
        for problem in plan.problems where problem.personID == personID { add("Problem", problem.problem.words, isObstacle: true) }
        let item = plan.items.first { $0.action.personID == personID }
        if let item, item.fate == .held, let hold = plan.holds[item.action.kind] { add("Safeguard", hold.sentence, isObstacle: true) }
        let byUnit = plan.unitHold?.effects.first { $0.personID == personID }
        if let byUnit { add("Unit moved", "\(byUnit.words); held until you release or reject it", isObstacle: true, .waits) }
        let leftOut = plan.unitHold == nil ? nil : plan.excluded.first { $0.personID == personID }
        let waitsForUnit = byUnit == nil && leftOut != nil && rule.entitlement(of: person).isEntitled
        if waitsForUnit, let leftOut {
            add("Unit moved", "\(leftOut.exclusion.words) once its move counts; no account is made before that is decided", isObstacle: true, .waits)
        }
        if let item {
            let toAct = "to \(item.action.kind.verb)"
            switch item.fate {
            case .rejected: add("Rejected", "\(toAct), by an administrator", isObstacle: true)
            case .waiting: if let waiting = item.waiting { add("Failure", "\(toAct) \(waiting.words)", isObstacle: true, .waits) }
            case .released: add("Safeguard", "\(toAct) was released by an administrator")
            case .due, .held: break
            }
        }
        if !settings.isOn { add("Autoprovisioning", "off, so nothing is done", isObstacle: true) }
        self.lines = lines
        let decides = byUnit != nil || waitsForUnit ? "Unit moved" : item.flatMap { Self.titleOfObstacle($0.fate) }
        decidingLine = lines.firstIndex { $0.isObstacle && (decides == nil || $0.title == decides) }
        answer =
            byUnit.map { "Held: the person \($0.words)." }
            ?? Self.answer(
                item, link: link,
                isEntitled: rule.entitlement(of: person).isEntitled && !waitsForUnit,
                hasProblem: lines.contains { $0.title == "Problem" })
    }

    /// What is known of an account: "active: zoe@corp.example, id 7".
    static func words(_ link: AccountLink) -> String {
        let state =
            switch (link.isActive, link.awaitsActivation) {
            case (true, false): "active"
            case (true, true): "not activated yet, as the app shows it"
            case (false, true): "suspended or not activated yet: the app does not tell which"
            case (false, false): "suspended"
            }
        return "\(state): \(link.userName), id \(link.accountID)"
    }

    private static func status(of person: Person) -> String {
        let status: String =
            switch person.status {
            case .active: "active"
            case .suspended: "suspended"
            case .archived: "archived: left alone"
            case .deleted: "deleted"
            }
        return "\(status)\(person.isGuest ? ", a guest" : ""), in the unit \(person.organizationalUnitPath)"
    }

    /// The title of the line that says why this is not done; `nil` when it is.
    private static func titleOfObstacle(_ fate: PlanFate) -> String? {
        switch fate {
        case .held: "Safeguard"
        case .rejected: "Rejected"
        case .waiting: "Failure"
        case .due, .released: nil
        }
    }

    private static func answer(_ item: PlanItem?, link: AccountLink?, isEntitled: Bool, hasProblem: Bool) -> String {
        if let item {
            let verb = item.action.kind.verb
            switch item.fate {
            case .due, .released: return "The next run will \(verb) the account: \(item.action.reason.words)."
            case .held: return "A safeguard holds what would be done: to \(verb) the account."
            case .rejected: return "An administrator rejected what would be done: to \(verb) the account."
            case .waiting(_, let until): return "To \(verb) the account failed; it is not tried again before \(until.words)."
            }
        }
        if hasProblem { return "Nothing can be done before the problem is fixed." }
        switch (link, isEntitled) {
        case (nil, false): return "Not provisioned, and should not be."
        case (nil, true): return "Should be provisioned."
        case (.some(let link), true): return link.isActive ? "Provisioned and up to date." : "Provisioned, but suspended."
        case (.some(let link), false):
            return link.isActive ? "Should no longer be provisioned; the account is active." : "Should not be provisioned; the account is suspended."
        }
    }
}
