import Terminal

/// The rows of a list that are marked, to be acted on at once: by what they are, not by where they stand.
struct RowMarks: Sendable {
    private var ids: Set<String> = []

    var isEmpty: Bool { ids.isEmpty }

    func contains(_ id: String) -> Bool { ids.contains(id) }

    /// Marks a row, or takes its mark away.
    mutating func toggle(_ id: String) { if ids.remove(id) == nil { ids.insert(id) } }

    mutating func clear() { ids = [] }

    /// What Space and Escape do: `Space Mark`, or how many are marked and `Esc Unmark`.
    var hints: [KeyHint] { isEmpty ? [KeyHint("Space", "Mark")] : [KeyHint("Space", "Mark (\(ids.count.grouped))"), KeyHint("Esc", "Unmark")] }
}
