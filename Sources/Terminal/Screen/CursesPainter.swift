import CNcurses

/// Brings a canvas to the ncurses screen. ncurses sends the terminal only what differs from what it shows.
@MainActor
final class CursesPainter {
    private struct Look {
        var attributes: attr_t
        var pair: Int16
    }

    private var looks: [Role: Look] = [:]
    private let symbols: SymbolSet
    private var painted: Canvas?

    /// How many colours the terminal has; 0 when none is to be used.
    private let colours: Int

    /// - Parameters:
    ///   - background: what is behind the text; nil where nobody knows.
    ///   - colours: how many the terminal has; 0 when none is to be used.
    ///   - symbols: the set the terminal can show; a canvas drawn with another one is transliterated.
    init(background: TerminalBackground?, colours: Int, symbols: SymbolSet) {
        self.colours = colours
        self.symbols = symbols
        adopt(background)
    }

    /// Takes the looks that fit this background, from the next canvas on that is painted as a whole.
    func adopt(_ background: TerminalBackground?) {
        let theme = Theme.fitting(colours: colours, background: background)
        // Types such as xterm-direct: a colour is red, green and blue, the first eight apart (terminfo(5), "RGB").
        let isDirect = colours > 256
        var pairs: [Style: Int16] = [:]
        for role in Role.allCases {
            let style = theme[role]
            let colours = Style(foreground: style.foreground, background: style.background)
            var pair: Int16 = 0
            if self.colours > 0, colours != Style() {
                pair = pairs[colours] ?? Int16(pairs.count + 1)
                pairs[colours] = pair
                init_extended_pair(
                    Int32(pair), colours.foreground?.number(isDirect: isDirect) ?? -1, colours.background?.number(isDirect: isDirect) ?? -1)
            }
            looks[role] = Look(attributes: CursesPainter.attributes(style.attributes), pair: pair)
        }
    }

    /// Forgets what was painted, so that the next canvas is written as a whole.
    /// - Parameter clearing: also makes ncurses send everything, because something else wrote on the terminal.
    func invalidate(clearing: Bool) {
        painted = nil
        if clearing { clearok(terminal_physical_window(), true) }
    }

    /// Paints a canvas; what does not fit on the screen is left out.
    /// - Parameter link: writes to the terminal past ncurses, whose cells cannot lead anywhere; nil where nothing else than ncurses may write.
    func paint(_ canvas: Canvas, on size: Size, link write: ((String) -> Void)? = nil) {
        guard let window = terminal_standard_window() else { return }
        let former = painted?.link
        if painted?.size != canvas.size {
            painted = nil
            werase(window)
        }
        let link = write == nil ? nil : canvas.link
        // Cells that stay alike are not sent again, and would go on leading there.
        if let former, former != canvas.link { wredrawln(window, Int32(former.rows.lowerBound), Int32(former.rows.count)) }
        let changed = (0..<min(canvas.size.rows, size.rows)).filter { row in
            painted.map { !$0.row(row).elementsEqual(canvas.row(row)) } ?? true
        }
        let linked = link?.rows.clamped(to: 0..<size.rows) ?? 0..<0
        let isLinkDue = !linked.isEmpty && (former != link || changed.contains { linked.contains($0) })
        paint(changed.filter { !linked.contains($0) }, of: canvas, on: size, window)
        if let write, let link, isLinkDue, let start = ControlSequence.linkStart(link.address) {
            // Whatever ncurses sends between these two are the rows of the link.
            write(start)
            wredrawln(window, Int32(linked.lowerBound), Int32(linked.count))
            paint(Array(linked), of: canvas, on: size, window)
            write(ControlSequence.linkEnd)
        } else if isLinkDue {
            paint(Array(linked), of: canvas, on: size, window)
        }
        painted = canvas
    }

    private func paint(_ rows: [Int], of canvas: Canvas, on size: Size, _ window: UnsafeMutablePointer<WINDOW>) {
        for row in rows {
            var cells = cells(of: canvas.row(row), columns: size.columns)
            mvwadd_wchnstr(window, Int32(row), 0, &cells, Int32(cells.count))
        }
        placeCursor(of: canvas, in: size, window: window)
        wnoutrefresh(window)
        doupdate()
    }

    /// Puts the cursor where something is typed or, unseen, where the focus is: screen readers, braille lines and magnifiers follow it.
    private func placeCursor(of canvas: Canvas, in size: Size, window: UnsafeMutablePointer<WINDOW>) {
        let cursor = canvas.cursor.flatMap { Rect(size).contains($0) ? $0 : nil }
        if let place = cursor ?? canvas.focus, Rect(size).contains(place) { wmove(window, Int32(place.row), Int32(place.column)) }
        curs_set(cursor == nil ? 0 : 1)
    }

    private func cells(of row: ArraySlice<Cell>, columns: Int) -> [cchar_t] {
        var result: [cchar_t] = []
        result.reserveCapacity(row.count)
        for (column, cell) in row.enumerated() where !cell.isContinuation && column < columns {
            let next = row.startIndex + column + 1
            let isWide = next < row.endIndex && row[next].isContinuation
            let look = looks[cell.role] ?? Look(attributes: 0, pair: 0)
            let content = isWide && column + 1 >= columns ? " " : symbols.transliterated(cell.character, columns: isWide ? 2 : 1)
            if symbols.isASCIIOnly {
                for scalar in content.unicodeScalars { result.append(cursesCell([scalar], look)) }
            } else if let first = content.unicodeScalars.first, DisplayWidth.libraryColumns(of: first) == nil {
                // ncurses would leave it out without a word.
                result.append(cursesCell(["\u{FFFD}"], look))
                if isWide { result.append(cursesCell([" "], look)) }
            } else {
                result.append(cursesCell(Array(content.unicodeScalars), look))
            }
        }
        return result
    }

    private func cursesCell(_ scalars: [Unicode.Scalar], _ look: Look) -> cchar_t {
        var cell = cchar_t()
        let text = scalars.map { wchar_t(bitPattern: $0.value) } + [0]
        setcchar(&cell, text, look.attributes, look.pair, nil)
        return cell
    }

    private static func attributes(_ attributes: Style.Attributes) -> attr_t {
        var result: attr_t = 0
        if attributes.contains(.bold) { result |= terminal_attribute_bold }
        if attributes.contains(.dim) { result |= terminal_attribute_dim }
        if attributes.contains(.underline) { result |= terminal_attribute_underline }
        if attributes.contains(.reverse) { result |= terminal_attribute_reverse }
        return result
    }
}
