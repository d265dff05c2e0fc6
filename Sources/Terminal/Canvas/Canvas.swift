/// A grid of styled cells in memory: what a screen draws on and what a test looks at.
///
/// A canvas knows no terminal. Every drawing call clips to the canvas (and to ``clipped(to:_:)``), sanitises text, and keeps wide
/// characters whole: half-covered ones become spaces.
package struct Canvas: Equatable, Sendable {
    /// Columns and rows; fixed for the life of the canvas.
    package let size: Size
    /// The characters that lines, marks and bars are made of.
    package var symbols: SymbolSet
    /// How the sentences that are drawn are changed first.
    package var rewording = Rewording.none
    /// Where the terminal's cursor blinks; nil hides it. Outside the canvas counts as nil.
    package var cursor: Point? {
        didSet { if let place = cursor, !Rect(size).contains(place) { cursor = nil } }
    }

    /// Where what has the focus begins, as it was drawn last; nil when nothing has.
    package private(set) var focus: Point?

    /// What answers to the mouse, from the bottom up.
    var clickTargets: [ClickTarget] = []
    /// Text that leads to an address.
    package internal(set) var link: CanvasLink?
    /// The part of the screen that is drawn now, as ``area(_:in:_:)`` said.
    var clickArea: Int?
    /// The rows of the list that has the focus, as it was drawn; nil when none has it.
    package var listRows: Int?
    /// The column of the last scroll bar that was drawn; nil where there is none.
    package internal(set) var scrollBarColumn: Int?

    /// Whether the canvas is read line by line (``plainLines(in:)``), so that what shapes say is also noted in words.
    package var isRead = false
    /// How parts are read, from the bottom up.
    var readings: [Reading] = []

    private var cells: [Cell]
    private var clip: Rect

    /// An empty canvas.
    package init(size: Size, symbols: SymbolSet = .unicode) {
        self.size = size
        self.symbols = symbols
        cells = Array(repeating: Cell(), count: size.columns * size.rows)
        clip = Rect(size)
    }

    /// The whole canvas.
    package var bounds: Rect { Rect(size) }

    /// The cell at a place; an empty cell outside the canvas.
    package subscript(column: Int, row: Int) -> Cell {
        guard bounds.contains(Point(column: column, row: row)) else { return Cell() }
        return cells[row * size.columns + column]
    }

    /// The cells of one row, from left to right.
    func row(_ row: Int) -> ArraySlice<Cell> {
        cells[(row * size.columns)..<((row + 1) * size.columns)]
    }

    /// Draws with everything outside a rectangle protected, whatever `draw` does.
    package mutating func clipped(to rect: Rect, _ draw: (inout Canvas) -> Void) {
        let outer = clip
        clip = outer.intersection(rect)
        draw(&self)
        clip = outer
    }

    /// The part of a rectangle that may be drawn on now.
    func visible(_ rect: Rect) -> Rect { clip.intersection(rect) }

    /// Puts a character of 1 or 2 columns into its cells. What does not fit whole becomes spaces.
    mutating func put(_ character: Character, columns: Int, at point: Point, role: Role) {
        let area = visible(Rect(column: point.column, row: point.row, columns: columns, rows: 1))
        guard !area.isEmpty else { return }
        let isWhole = area.columns == columns
        noteFocus(area, role)
        for offset in 0..<area.columns {
            let index = area.row * size.columns + area.column + offset
            separate(index)
            cells[index] =
                isWhole
                ? (offset == 0 ? Cell(character: character, role: role) : Cell(character: " ", role: role, isContinuation: true))
                : Cell(character: " ", role: role)
        }
    }

    /// Changes what the cells of a rectangle mean and leaves their characters.
    package mutating func restyle(_ rect: Rect, role: Role) {
        let area = visible(rect)
        guard !area.isEmpty else { return }
        noteFocus(area, role)
        for row in area.row..<area.endRow {
            for column in area.column..<area.endColumn { cells[row * size.columns + column].role = role }
        }
    }

    /// What is drawn with a role of the focus is where the focus is; further to the right in the same row it is the same thing. What is drawn over it hides it.
    private mutating func noteFocus(_ area: Rect, _ role: Role) {
        if role.hasFocus {
            if let focus, focus.row == area.row, focus.column <= area.column { return }
            focus = area.origin
        } else if let place = focus, area.contains(place) {
            focus = nil
        }
    }

    /// Before a cell is overwritten: turns the other half of a wide character into a space.
    private mutating func separate(_ index: Int) {
        if cells[index].isContinuation {
            cells[index].isContinuation = false
            cells[index - 1].character = " "
        }
        let next = index + 1
        if next < cells.count, next % size.columns != 0, cells[next].isContinuation { cells[next].isContinuation = false }
    }
}
