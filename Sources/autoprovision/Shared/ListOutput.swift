import Foundation
import Terminal

/// The rows of a list. In a terminal they are a table with a header that fits its width; elsewhere each row is one whole line, so that it can be searched and cut.
struct ListOutput {
    private let columns: [TableColumn]
    /// Columns of the terminal; `nil` where the output goes elsewhere.
    private let width: Int?
    private var rows: [Row] = []

    private struct Row {
        let cells: [String]
        let notes: [String]
        let line: String?
    }

    /// Text below a row of a table begins so far to the right.
    private static let indentation = "    "

    init(_ columns: [TableColumn], width: Int? = Output.terminalColumns) {
        self.columns = columns
        self.width = width
    }

    /// Adds a row.
    ///
    /// - Parameters:
    ///   - cells: a text for each column; none is left out.
    ///   - notes: what is too long for a column. It stands below the row, wrapped to the terminal's width.
    ///   - line: the row where there is no terminal; `nil` for the texts with two spaces between them.
    mutating func append(_ cells: [String], notes: [String] = [], line: String? = nil) {
        rows.append(Row(cells: cells, notes: notes, line: line))
    }

    /// What is printed.
    var lines: [String] {
        guard let width else {
            return rows.flatMap { row in
                let line = row.line ?? row.cells.filter { !$0.isEmpty }.joined(separator: "  ")
                return row.line == nil ? [line] + row.notes.map { Self.indentation + $0 } : [line]
            }
        }
        guard !rows.isEmpty else { return [] }
        let table = Table(columns, width: width, texts: rows.map(\.cells))
        let room = max(1, width - Self.indentation.count)
        return [text(columns.map(\.title), in: table)]
            + rows.flatMap { row in
                [text(row.cells, in: table)] + row.notes.flatMap { DisplayText.wrapped($0, columns: room) }.map { Self.indentation + $0 }
            }
    }

    func print() { for line in lines { Output.line(line) } }

    private func text(_ cells: [String], in table: Table) -> String {
        let fields = table.places.map { place in
            let column = columns[place.index]
            return DisplayText.padded(cells[place.index], columns: place.width, column.alignment, truncation: column.truncation)
        }
        return String(fields.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
}

extension Output {
    /// The width of the terminal that standard output is; `nil` when it is none.
    static var terminalColumns: Int? { WindowSize.ofTerminal(STDOUT_FILENO)?.columns }
}
