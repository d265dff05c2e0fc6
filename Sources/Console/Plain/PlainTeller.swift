import Terminal

/// Decides what is said: a page when it is new, and then only what changed.
///
/// A number never changes its meaning while somebody stays on a page: what is new there gets a new number, and the number of what is gone is gone. So a
/// number that somebody heard can be typed at any time.
struct PlainTeller: Sendable {
    /// Why something is said.
    enum Occasion: Sendable {
        /// Somebody typed something.
        case input(isText: Bool)
        /// Something happened.
        case news
    }

    /// While a run is under way, what it changes is said this seldom.
    static let pause = Duration.seconds(10)
    /// New rows of a list that are said at once.
    static let mostRows = 12

    /// What was said of a page, a question or the palette.
    private struct Memory: Sendable {
        let layer: PlainView.Layer
        var lines: [String] = []
        var selected: String?
        var keys: [KeyHint] = []
        /// What could be chosen.
        var things: Set<String> = []
        var numbers = PlainNumbers()
    }

    /// The pages on the way, and what lies over them.
    private var memories: [Memory] = []
    private var title: String?
    private var status: String?
    private var message: String?
    private var last: ContinuousClock.Instant?

    /// Where a click chooses what was said with this number; nil when nothing has it now.
    func place(_ number: Int, in view: PlainView) -> Point? {
        guard let memory = memories.last, memory.layer == view.layer else { return nil }
        return memory.numbers.place(number, in: view.lines)
    }

    /// What is said may come from a directory or a server.
    private static func clean(_ lines: [String]) -> [String] { lines.map(DisplayText.sanitized) }

    /// All of it, whatever was said before.
    mutating func all(_ view: PlainView) -> [String] {
        let index = remember(view)
        let heading = if case .page = view.layer { view.path.joined(separator: ", ") } else { view.title }
        return Self.clean(
            [heading] + numbered(view.lines, index) + ["Status: \(view.status)"] + focus(view, index, isNew: true) + keys(view, index, isNew: true))
    }

    /// What is to be said now.
    mutating func tell(_ view: PlainView, on occasion: Occasion, at now: ContinuousClock.Instant) -> [String] {
        Self.clean(news(view, on: occasion, at: now))
    }

    private mutating func news(_ view: PlainView, on occasion: Occasion, at now: ContinuousClock.Instant) -> [String] {
        defer { message = view.message }
        let isNews = if case .news = occasion { true } else { false }
        let words = view.message.flatMap { !isNews || $0 != message ? [$0] : nil } ?? []
        let known = memories.last?.layer == view.layer
        if known, isNews, view.isRunning, let last, now - last < Self.pause { return words }
        guard let place = memories.firstIndex(where: { $0.layer == view.layer }) else {
            last = now
            let index = remember(view)
            let isOver = if case .page = view.layer { false } else { true }
            let heading = title != view.title || isOver ? [view.title] : []
            if !isOver { title = view.title }
            return heading + numbered(view.lines, index) + words + status(view) + focus(view, index, isNew: true) + keys(view, index, isNew: true)
        }
        // Back at what was read before: its name, and what is different now.
        let isBack = place < memories.count - 1
        let old = memories[place]
        let index = remember(view)
        var said = changes(view, since: old, index, on: occasion)
        if !said.isEmpty { last = now }
        if isBack {
            said.insert("Back: \(view.title)", at: 0)
            title = view.title
        }
        said += words + status(view)
        if !isNews || isBack {
            said += focus(view, index, isNew: isBack || view.selected != old.selected)
            if view.keys != old.keys { said += keys(view, index, isNew: true) }
        }
        return said
    }

    private func changes(_ view: PlainView, since old: Memory, _ index: Int, on occasion: Occasion) -> [String] {
        let quiet = Set(view.lines.filter(\.isQuiet).map(\.words))
        var isChanged = Set<Int>()
        var rowsGone = false
        for change in view.lines.map(\.words).difference(from: old.lines) {
            switch change {
            case .insert(let offset, let words, _): if !quiet.contains(words) { isChanged.insert(offset) }
            case .remove: rowsGone = true
            }
        }
        // Somebody who searches wants to hear what matches, also what was there before.
        if case .input(isText: true) = occasion, rowsGone || !isChanged.isEmpty {
            for (offset, line) in view.lines.enumerated() where line.parts.count == 1 && line.parts[0].place != nil && line.parts[0].kind == .text {
                isChanged.insert(offset)
            }
        }
        let isNews = if case .news = occasion { true } else { false }
        // What a run adds to a list is heard when somebody asks.
        if isNews, view.isRunning {
            isChanged = isChanged.filter { view.lines[$0].parts.allSatisfy { $0.place == nil || old.things.contains($0.text) } }
        }
        let rows = isChanged.sorted()
        let said = numbered(rows.prefix(Self.mostRows).map { view.lines[$0] }, index)
        return rows.count > Self.mostRows ? said + ["And \(rows.count - Self.mostRows) more; read says all."] : said
    }

    /// Notes what is in front and what it says; forgets what is left behind.
    private mutating func remember(_ view: PlainView) -> Int {
        let place = memories.firstIndex { $0.layer == view.layer }
        if let place {
            memories.removeLast(memories.count - 1 - place)
        } else {
            if case .page(let depth, _) = view.layer {
                memories.removeAll {
                    guard case .page(let other, _) = $0.layer else { return true }
                    return other >= depth
                }
            }
            memories.append(Memory(layer: view.layer))
        }
        let index = memories.count - 1
        memories[index].numbers.number(view.lines)
        memories[index].lines = view.lines.map(\.words)
        memories[index].selected = view.selected
        memories[index].keys = view.keys
        memories[index].things = Set(view.lines.flatMap(\.parts).filter { $0.place != nil }.map(\.text))
        return index
    }

    private func numbered(_ lines: some Sequence<PlainLine>, _ index: Int) -> [String] {
        let numbers = memories[index].numbers
        return lines.map { line in
            PlainLine.joined(
                line.parts.map { part in
                    guard let place = part.place, let number = numbers.number(at: place) else { return part.words }
                    return "\(number). \(part.words)"
                })
        }
    }

    private mutating func status(_ view: PlainView) -> [String] {
        guard view.status != status else { return [] }
        status = view.status
        return view.status.isEmpty ? [] : ["Status: \(view.status)"]
    }

    private func focus(_ view: PlainView, _ index: Int, isNew: Bool) -> [String] {
        guard isNew else { return [] }
        let parts = [view.selected.map { "Selected: \($0)." }, view.enter.map { "Enter: \($0)." }].compactMap(\.self)
        return parts.isEmpty ? [] : [parts.joined(separator: " ")]
    }

    private func keys(_ view: PlainView, _ index: Int, isNew: Bool) -> [String] {
        // The way from part to part is not worth a word: everything has a number.
        let hints = view.keys.filter {
            !["Up/Down", "Tab", "Left/Right"].contains($0.key) || view.lines.allSatisfy { $0.parts.allSatisfy { $0.place == nil } }
        }
        return isNew && !hints.isEmpty ? ["Keys: " + hints.map { "\($0.key) \($0.label)" }.joined(separator: ", ") + "."] : []
    }
}
