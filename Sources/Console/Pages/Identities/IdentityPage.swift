import Provisioning
import Sync
import Terminal
import Wording

extension Place {
    static let identities = Place(
        "Changed ids", words: "people under another id; carry over", keywords: "user id column identity export", below: .app
    ) { _ in IdentityPage() }
}

/// Whose id changed in the directory, and what becomes of their accounts: they are carried over to the new ids, or those are other people. Runs wait for the answer.
struct IdentityPage: Page {
    var crumb: String { Place.identities.name }
    let help = [
        "These people have an account, and the directory has somebody with the same address under another id: it names people by another kind of id than before. Until you "
            + "decide, runs change nothing.",
        "If the ids changed by mistake, put the old ones back: then nothing has to be decided. If they are the same people, carry their accounts over; timers and decisions go "
            + "with them. If they are other people, whoever has the old id counts as gone.",
    ]

    /// Finds out whose id changed in the directory; `nil` when nobody's did.
    struct Find: PageReading {
        func perform(_ services: ConsoleServices) async throws -> IdentityChange? { try await services.setup.identityChange() }
    }

    /// Carries the accounts of these people over to their new ids, or keeps that they are other people.
    struct Decide: ConsoleTask {
        let change: IdentityChange
        let carry: Bool

        /// How many accounts went over; `nil` when they are other people.
        func perform(_ services: ConsoleServices) async throws -> Int? {
            if carry { return try await services.setup.carryLinks(change) }
            try await services.setup.separate(change)
            return nil
        }

        func done(_ carried: Int?, _ console: inout ConsoleState) -> [ConsoleEffect] {
            console.popToApp()
            let words = carried.map { $0 == 1 ? "1 account went over to the new id." : "\($0.grouped) accounts went over to the new ids." }
            console.say("\(words ?? "Noted: the next run treats them as other people.") Look at the preview before the next run.", .success)
            console.model.runFailure = nil
            return [.loadStatus]
        }
    }

    private enum Found {
        case reading
        case nothing
        case change(IdentityChange)
        case failed(String)
    }

    private var found = Found.reading
    private var list = ListView(count: 0, emptyMessage: "Nobody's id changed.")

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.task(Find())] }
    func homeChanged(_ model: ConsoleModel) -> [ConsoleEffect] { appeared(model) }

    private var change: IdentityChange? {
        if case .change(let change) = found { change } else { nil }
    }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        guard change != nil else { return [PageKey.readAgain.hint] }
        return [PageKey.carryOver, .otherPeople, .readAgain].hints
    }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        switch event.answer(of: Find.self) {
        case .success(let change):
            found = change.map(Found.change) ?? .nothing
            list.count = change?.pairs.count ?? 0
        case .failure(let failure): found = .failed(failure.text)
        case nil: break
        }
        return []
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        switch key {
        case .escape: return [.back]
        case PageKey.readAgain.key:
            found = .reading
            return [.task(Find())]
        case PageKey.carryOver.key, PageKey.otherPeople.key:
            guard let change else { return [] }
            if model.isRunning || model.status?.runHolder != nil { return [.tell("A run is under way. Decide when it has ended.", .warning)] }
            if key == PageKey.carryOver.key, !change.canCarry {
                return [.tell("Some new ids are still those of others, so no link can go over. Put the old ids back.", .warning)]
            }
            return [.ask(.decideIdentities(change, carry: key == PageKey.carryOver.key))]
        default:
            _ = list.handle(key, visibleRows: model.listRows)
            return []
        }
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        switch found {
        case .reading: canvas.text("Reading the directory...", at: rect.line(1).origin, role: .muted, width: rect.columns)
        case .nothing:
            canvas.paragraph(
                "Everybody with an account is in the directory under the id that is known. There is nothing to decide.", in: rect.dropping(top: 1),
                role: .success)
        case .failed(let text): canvas.paragraph(text, in: rect.dropping(top: 1), role: .danger)
        case .change(let change): draw(change, on: &canvas, in: rect)
        }
    }

    private func draw(_ change: IdentityChange, on canvas: inout Canvas, in rect: Rect) {
        var lines = RowCursor(rect)
        lines.skip(
            canvas.paragraph(
                "\(change.pairs.count.grouped) of \(change.linked.grouped) people with an account have the same address under another id. Runs change nothing until you decide.",
                in: lines.rest.top(2), role: .warning))
        func texts(_ pair: IdentityPair) -> [String] { [pair.name, pair.address, pair.from, pair.to] }
        let table = Table(
            [
                TableColumn("Who", priority: 2, minimumWidth: 12, idealWidth: 24),
                TableColumn("Address", minimumWidth: 16, idealWidth: 32, isStretching: true),
                TableColumn("Id before", minimumWidth: 10, idealWidth: 24), TableColumn("Id now", minimumWidth: 10, idealWidth: 24),
            ], width: rect.columns - 4,
            texts: list.measuredRows(visible: lines.rest.rows).filter(change.pairs.indices.contains).map { texts(change.pairs[$0]) })
        table.drawHeader(on: &canvas, in: lines.next().dropping(left: 2))
        list.draw(on: &canvas, in: lines.rest, focused: true) { index, canvas, line, _ in
            guard change.pairs.indices.contains(index) else { return }
            table.drawRow(texts(change.pairs[index]), roles: [.normal, .normal, .muted, .accent], on: &canvas, in: line)
        }
    }
}

extension Question {
    /// Asks what becomes of people whose id changed, with what it leads to.
    static func decideIdentities(_ change: IdentityChange, carry: Bool) -> Question {
        let count = change.pairs.count
        let message =
            carry
            ? [
                "\(count == 1 ? "1 account goes" : "\(count.grouped) accounts go") over to the new ids, with timers and decisions. Nobody gets or loses an account by it.",
                "The next runs write the new ids into the accounts.",
            ]
            : [
                "\(count == 1 ? "1 account stays" : "\(count.grouped) accounts stay") with the old ids. Whoever has one counts as gone and is deprovisioned by the rules; safeguards apply.",
                "Whoever has the address now gets no account of somebody else.",
            ]
        return Question(
            dialog: Dialog(
                title: carry ? "Carry the accounts over?" : "Are these other people?", message: message,
                buttons: ButtonRow([Button("Cancel"), Button(carry ? "Carry over" : "Other people", isPrimary: true)]),
                typedWord: carry ? nil : "other"), purpose: .perform(.task(IdentityPage.Decide(change: change, carry: carry))))
    }
}

extension AppPage {
    /// How many people came to another id: nothing is done before somebody decides.
    func identityWords(_ model: ConsoleModel) -> [String] {
        let count = model.status?.identityChange?.pairs.count ?? 0
        let who = count == 1 ? "1 person has another id" : "\(count.grouped) people have another id"
        return ["\(who) than before: runs wait, decide", "\(who): decide"]
    }
}
