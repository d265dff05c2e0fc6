import ArgumentParser
import Engine
import Foundation
import Provisioning
import Sync
import Wording

/// What can be typed instead of a person.
private let kindsAndAll = CompletionKind.list(ActionKind.allCases.map(\.rawValue) + [HeldCommand.units, "all"])

/// What the safeguards hold, and what was decided about it.
struct HeldCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "held", abstract: "Show what the safeguards hold; release or reject it, singly or together.",
        discussion: """
            A person is named by address, directory id or whole name; a kind of action by suspend, delete, update, rename, ...; all is everything that is held.
            What would change only because organizational units were moved is one decision, named units: released, the units inherit from where they are now; rejected, from where \
            they were.
            What is released is done by the next run, once, and does not count towards a limit. What is rejected is not done as long as the same action is wanted; a \
            suspension or deletion that was rejected counts for 21 days, and the hard delete of the same cause is canceled with a suspension. Ends with 4 when something is still held, otherwise with 0.
            While the authorization has ended, or Google or the app cannot be reached, this is what the newest run left, and it says from when; it can be decided about \
            all the same. Looking alone ends with 3 or 5 then.
            """)

    /// The word for what moved units alone would change.
    static let units = "units"

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the list as JSON.") var json = false
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Let the next run do it: a person, a kind of action, or all. Repeatable.", valueName: "person|kind|units|all"),
        completion: kindsAndAll)
    var release: [String] = []
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "Do not do it as long as the same change is planned: a person, a kind of action, or all. Repeatable.", valueName: "person|kind|units|all"),
        completion: kindsAndAll)
    var reject: [String] = []
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Take a release or a rejection back: a person, a kind of action, or all. Repeatable.", valueName: "person|kind|units|all"),
        completion: kindsAndAll)
    var restore: [String] = []

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        var plan = try await workspace.runs.planOrMemory()
        // Every name is understood before anything is decided.
        let changes: [(HeldChange, [PlanEntry])] = try [(.release, release), (.reject, reject), (.restore, restore)].map { change, names in
            (change, try Self.entries(named: names, for: change, in: plan))
        }
        let moves: [(HeldChange, [UnitMove])] = try [(.release, release), (.reject, reject), (.restore, restore)].map { change, names in
            (change, try Self.moves(named: names, for: change, in: plan))
        }
        guard moves.count(where: { !$0.1.isEmpty }) <= 1 else {
            throw OperationError.invalidInput(
                "The moved units are named in two options, so nothing was changed. Release, reject or restore them, not two of it.")
        }
        MemoryNote.show(plan.memory, homeOptions)
        let chosen = changes.flatMap(\.1)
        for (place, entry) in chosen.enumerated() where chosen.prefix(place).contains(entry) {
            throw OperationError.invalidInput(
                "\(entry.name) <\(entry.email)> is named in two options, so nothing was changed. Release, reject or restore each action, not two of it."
            )
        }
        for (change, entries) in changes where !entries.isEmpty {
            try await workspace.runs.decide(change, about: entries)
            for sentence in plan.effect(of: change, on: entries).sentences { Output.note(sentence) }
        }
        for (change, moves) in moves where !moves.isEmpty {
            try await workspace.runs.decide(change, about: moves)
            Output.note(UnitHold.effect(of: change))
        }
        let isDecided = changes.contains(where: { !$0.1.isEmpty }) || moves.contains(where: { !$0.1.isEmpty })
        if isDecided { plan = try await workspace.runs.planAgain(after: plan.memory?.obstacle) }
        if json {
            let reports = (plan.unitHold?.effects ?? []).map { HeldReport($0) } + plan.judged.map { HeldReport($0.entry, $0.standing) }
            try Output.json(reports.map { Remembered($0, plan.memory) })
        } else {
            show(plan)
        }
        if plan.isHeld {
            let names = (plan.unitHold == nil ? [] : [Self.units]) + (plan.held.isEmpty ? [] : ["PERSON", "KIND"])
            Output.note(homeOptions.completing("Decide about it: autoprovision held --release or --reject \(names.joined(separator: ", ")) or all."))
        }
        if plan.memory != nil, isDecided { Output.note(PlanMemory.decisions) } else if let memory = plan.memory { return memory.outcome }
        return plan.isHeld ? .held : .done
    }

    private func show(_ plan: Plan) {
        var list = ListOutput(PlanCommand.columns)
        for effect in plan.unitHold?.effects ?? [] { list.append(unitEffect: effect) }
        for move in plan.releasedUnitMoves { list.append(["RELEASED", "", "", move.words], line: "RELEASED \(move.words)") }
        for move in plan.rejectedUnitMoves { list.append(["REJECTED", "", "", move.words], line: "REJECTED \(move.words)") }
        for (entry, standing) in plan.judged { list.append(entry, standing.rawValue.uppercased()) }
        list.print()
        if let unitHold = plan.unitHold { Output.line(unitHold.sentence) }
        for hold in plan.holds.values.sorted(by: { $0.kind < $1.kind }) { Output.line(hold.sentence) }
        if plan.judged.isEmpty, plan.unitHold == nil, plan.releasedUnitMoves.isEmpty, plan.rejectedUnitMoves.isEmpty {
            Output.note("Nothing is held, and nothing was decided.")
        }
    }

    /// The moves of units that the names mean.
    private static func moves(named names: [String], for change: HeldChange, in plan: Plan) throws(OperationError) -> [UnitMove] {
        guard names.contains(units) || names.contains("all") else { return [] }
        let moves = change == .restore ? plan.releasedUnitMoves + plan.rejectedUnitMoves : plan.unitHold == nil ? [] : plan.undecidedUnitMoves
        guard !moves.isEmpty || !names.contains(units) else {
            throw .invalidInput("\(change == .restore ? "Nothing was decided" : "Nothing is held") for moved units, so nothing was changed.")
        }
        return moves
    }

    /// The actions that the names mean. A kind and `all` are about what nobody decided yet (for --restore: what was decided); a person's decision can be changed.
    private static func entries(named names: [String], for change: HeldChange, in plan: Plan) throws(OperationError) -> [PlanEntry] {
        var found: [PlanEntry] = []
        for name in names where name != units {
            let kind = ActionKind(rawValue: name)
            let isTogether = name == "all" || kind != nil
            let candidates = plan.judged.filter { candidate in
                switch (change, isTogether) {
                case (.restore, _): candidate.standing != .held
                case (_, true): candidate.standing == .held
                case (_, false): true
                }
            }.map(\.entry)
            let meant = isTogether ? candidates.filter { kind == nil || $0.kind == kind } : try candidates.about(name)
            let isAboutUnits = try !moves(named: name == "all" ? [name] : [], for: change, in: plan).isEmpty
            guard !meant.isEmpty || isAboutUnits else {
                let what = change == .restore ? "Nothing was decided" : "Nothing is held"
                throw .invalidInput(
                    "\(what) for \"\(name)\", so nothing was changed.\(candidates.similar(to: name)) Name a person of the list (autoprovision held), all, or a kind of action: "
                        + "\(ActionKind.list).")
            }
            found += meant.filter { !found.contains($0) }
        }
        return found
    }
}
