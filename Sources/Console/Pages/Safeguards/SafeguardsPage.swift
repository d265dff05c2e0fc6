import Provisioning
import Sync
import Terminal
import Wording

extension Place {
    static let safeguards = Place(
        "Safeguards", words: "limits that hold mass changes back", keywords: "held", below: .settings
    ) { model in SafeguardsPage(model) }
}

/// The limits that hold mass changes back: how many actions of a kind are let through within 21 days before somebody has to look.
struct SafeguardsPage: Page {
    var crumb: String { Place.safeguards.name }
    let help = [
        "More actions of a kind than its limit within 21 days are held until you release them, whatever made them: a group that was emptied, a mapping that was changed, a "
            + "directory that lies.",
        "A limit is the number or the percentage of the accounts that are kept in step, whichever is more: small companies feel the number, large ones the percentage.",
        "Type a number; Backspace deletes. Without a tick nothing of the kind is ever held. u takes back what was typed, D puts back the default limits.",
    ]

    /// The kinds in the order in which harm comes.
    private static let kinds: [ActionKind] = [.suspend, .delete, .update, .rename, .create, .adopt, .reenable]

    /// What a row consists of.
    private enum Cell: Int, CaseIterable {
        case tick
        case number
        case percent
    }

    private var safeguards: Safeguards
    private var saved: Safeguards
    /// The limit that an unticked kind has when it is ticked.
    private var idle: [ActionKind: Safeguards.Limit] = [:]
    private var row = 0
    private var cell = Cell.number
    private var buttons = FormButtons(mode: .edit)

    init(_ model: ConsoleModel) {
        safeguards = model.configuration.safeguards
        saved = safeguards
    }

    func hasUnsavedChanges(_ model: ConsoleModel) -> Bool { safeguards != saved }

    mutating func refresh(_ model: ConsoleModel) -> Bool {
        guard safeguards == saved else { return false }
        saved = model.configuration.safeguards
        safeguards = saved
        return true
    }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        if event.saved?.safeguards == safeguards { saved = safeguards }
        return []
    }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        if buttons.hasFocus { return buttons.hints(form: "Form") }
        return [
            cell == .tick ? KeyHint("Space", "Tick") : KeyHint("0-9", "Type"), buttons.hint, KeyHint("Left/Right", "Number or percentage"),
            KeyHint("Up/Down", "Kind"), PageKey.undo.hint, PageKey.proposed.hint,
        ]
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if key == .escape { return [.back] }
        guard !buttons.hasFocus else { return handleButtons(key, model) }
        switch key {
        case .tab, .enter: buttons.hasFocus = true
        case .up, .character("k"), .backTab: row = max(0, row - 1)
        case .down, .character("j"):
            if row == Self.kinds.count - 1 { buttons.hasFocus = true } else { row += 1 }
        case .left, .character("h"): cell = Cell(rawValue: cell.rawValue - 1) ?? cell
        case .right, .character("l"): cell = Cell(rawValue: cell.rawValue + 1) ?? cell
        case .character(" "): tick(Self.kinds[row])
        case PageKey.undo.key: safeguards = saved
        case PageKey.proposed.key: safeguards = Safeguards()
        case .character(let character):
            guard cell != .tick else { return [] }
            guard let digit = character.wholeNumberValue, character.isASCII else {
                return [.tell("Type digits: a limit is a whole number.", .warning)]
            }
            let number = value * 10 + digit
            guard number <= largest else {
                return [
                    .tell(
                        "A \(cell == .percent ? "percentage is at most 100 %" : "number is at most \(largest.grouped)"). It stays as it was.",
                        .warning)
                ]
            }
            edit { _ in number }
        case .backspace, .delete: edit { $0 / 10 }
        default: break
        }
        return []
    }

    /// What the cell that has the focus may say at most.
    private var largest: Int { cell == .percent ? 100 : 999_999 }

    /// What it says.
    private var value: Int {
        let kind = Self.kinds[row]
        guard let limit = safeguards.limits[kind] ?? limitWhenTicked(kind) else { return 0 }
        return cell == .percent ? Int(limit.percent) : limit.number
    }

    private func limitWhenTicked(_ kind: ActionKind) -> Safeguards.Limit? { idle[kind] ?? saved.limits[kind] ?? Safeguards.defaultLimits[kind] }

    private mutating func tick(_ kind: ActionKind) {
        if let limit = safeguards.limits[kind] {
            idle[kind] = limit
            safeguards.limits[kind] = nil
        } else {
            safeguards.limits[kind] = limitWhenTicked(kind) ?? .init(number: 100, percent: 0)
        }
    }

    /// Changes the number of the cell that has the focus.
    private mutating func edit(_ change: (Int) -> Int) {
        guard cell != .tick else { return }
        let kind = Self.kinds[row]
        if safeguards.limits[kind] == nil { tick(kind) }
        guard var limit = safeguards.limits[kind] else { return }
        if cell == .number { limit.number = change(limit.number) } else { limit.percent = Double(change(Int(limit.percent))) }
        safeguards.limits[kind] = limit
    }

    private mutating func handleButtons(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        if let actions = buttons.answer(to: key, model, isChanged: safeguards != saved) { return actions }
        var edited = model.configuration
        edited.safeguards = safeguards
        return [.task(Save.change(edited, .back))]
    }

    mutating func focus(area: Int, _ model: ConsoleModel) {
        buttons.focus(area: area)
        guard area != FormButtons.area else { return }
        (row, cell) = (area / Cell.allCases.count, Cell(rawValue: area % Cell.allCases.count) ?? .tick)
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let purpose = "More than this within 21 days is held for your review. The larger of number and percentage counts."
        let frame = FormFrame(rect, on: canvas, step: nil, purpose: purpose)
        frame.draw(on: &canvas, step: nil, purpose: purpose, model)
        var rows = RowCursor(frame.body)
        let accounts = model.status?.linkedAccounts ?? 0
        if !frame.saysPurpose, rows.rest.rows > Self.kinds.count {
            rows.skip(canvas.paragraph(purpose, in: rows.rest.top(rows.rest.rows - Self.kinds.count)))
        }
        // On the smallest screens the lines up to the one that has the focus.
        let first = max(0, row - rows.rest.rows + 1)
        for (index, kind) in Self.kinds.enumerated().dropFirst(first) {
            let line = rows.next()
            guard !line.isEmpty else { break }
            draw(kind, row: index, accounts: accounts, on: &canvas, in: line)
        }
        buttons.draw(on: &canvas, in: frame.buttons)
    }

    /// What a limit comes to now, the longest words first.
    private static func words(_ limit: Safeguards.Limit, accounts: Int) -> [String] {
        guard accounts > 0 else { return ["whichever is more", ""] }
        let now = "now: \(limit.allowance(linkedAccounts: accounts).grouped) of \(accounts.grouped)"
        return ["whichever is more; \(now) people", "\(now) people", now]
    }

    private func draw(_ kind: ActionKind, row index: Int, accounts: Int, on canvas: inout Canvas, in line: Rect) {
        let limit = safeguards.limits[kind]
        let shown = limit ?? limitWhenTicked(kind)
        let hasFocus = !buttons.hasFocus && index == row
        let mark = limit == nil ? " " : canvas.symbols.isASCIIOnly ? "x" : String(canvas.symbols.check)
        let percent = shown.map { $0.percent == $0.percent.rounded() ? String(Int($0.percent)) : String($0.percent) }
        let columns: [(cell: Cell?, text: String, width: Int)] = [
            (.tick, "[\(mark)] \(kind.verb)", 15), (.number, shown.map { String($0.number) } ?? "-", 8), (nil, "people or", 10),
            (.percent, percent.map { "\($0) %" } ?? "-", 8),
        ]
        canvas.text(hasFocus ? String(canvas.symbols.pointer) : " ", at: line.origin)
        var column = line.column + 2
        for part in columns {
            let place = Rect(column: column, row: line.row, columns: part.width, rows: 1).intersection(line)
            column += part.width
            guard let cell = part.cell else {
                canvas.text(part.text, at: place.origin, role: .muted, width: place.columns)
                continue
            }
            let role: Role = hasFocus && cell == self.cell ? .selected : limit == nil ? .disabled : .normal
            canvas.area(index * Cell.allCases.count + cell.rawValue, in: place) { canvas in
                let text = cell == .tick ? part.text : String(repeating: " ", count: max(0, 6 - part.text.count)) + part.text
                canvas.text(text, at: place.origin, role: role, width: place.columns)
                if cell == .tick { canvas.answerClicks(in: place, [.character(" ")]) }
                canvas.reads(
                    as: "\(kind.verb), \(cell == .percent ? "percentage" : "number")", state: limit == nil ? "not held" : part.text, in: place)
            }
        }
        let changed = limit == saved.limits[kind] ? "" : " (changed)"
        let place = line.dropping(left: column + 1 - line.column)
        let words = limit.map { Self.words($0, accounts: accounts) } ?? ["never held"]
        let text = words.map { $0 + changed }.first { DisplayWidth.columns(of: $0) <= place.columns } ?? (words.last ?? "") + changed
        canvas.text(text, at: place.origin, role: .muted, width: place.columns)
    }
}
