import Terminal

/// By which column a list is sorted: `S` takes the next one, and on the last one the order of the list itself.
struct ListOrder: Sendable {
    /// How many columns one can sort by.
    private let columns: Int
    /// The column, from 0; `nil` for the list's own order.
    private var column: Int?
    private var isDescending = false

    init(columns: Int) { self.columns = columns }

    /// The column, from 0, and whether the order is downwards; `nil` for the list's own order.
    var sorting: (column: Int, isDescending: Bool)? { column.map { ($0, isDescending) } }

    /// The next order: up, down, then the next column.
    mutating func advance() {
        guard let column else {
            self.column = 0
            return
        }
        if isDescending { self.column = column + 1 < columns ? column + 1 : nil }
        isDescending.toggle()
    }

    /// The rows in this order; `nil` for the list's own. Rows with the same key stay as they are.
    /// - Parameter key: what a row is sorted by in a column.
    func rows(_ count: Int, key: (_ row: Int, _ column: Int) -> String) -> [Int]? {
        guard let column else { return nil }
        let keys = (0..<count).map { key($0, column).lowercased() }
        return (0..<count).sorted { left, right in
            keys[left] == keys[right] ? left < right : isDescending ? keys[left] > keys[right] : keys[left] < keys[right]
        }
    }

    /// The heading of a column, with a mark where the list is sorted by it.
    func title(_ name: String, _ column: Int, _ symbols: SymbolSet) -> String {
        self.column == column ? "\(name) \(isDescending ? symbols.arrowDown : symbols.arrowUp)" : name
    }
}
