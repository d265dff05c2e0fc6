/// The characters that lines, marks and bars are made of.
package struct SymbolSet: Sendable, Hashable {
    /// Corner and line pieces of frames.
    package struct Lines: Sendable, Hashable {
        package var horizontal: Character
        package var vertical: Character
        package var topLeft: Character
        package var topRight: Character
        package var bottomLeft: Character
        package var bottomRight: Character
        package var teeLeft: Character
        package var teeRight: Character
    }

    /// Pieces of frames.
    package var lines: Lines
    /// The mark in front of a list entry.
    package var bullet: Character
    /// The mark of the chosen row.
    package var pointer: Character
    /// Done, yes.
    package var check: Character
    /// Failed, no.
    package var cross: Character
    /// A chosen and an open option of a radio group.
    package var radioOn: Character
    package var radioOff: Character
    /// The knob and the rail of an on/off switch.
    package var sliderKnob: Character
    package var sliderRail: Character
    /// From one thing to the next. Drawn as it is: one column, or two.
    package var arrow: String
    package var arrowUp: Character
    package var arrowDown: Character
    /// Between two steps of a path.
    package var pathSeparator: Character
    /// There is more to the left or right of what is shown.
    package var moreLeft: Character
    package var moreRight: Character
    /// Stands for text that was cut. Drawn as it is: one column, or three.
    package var ellipsis: String
    /// Stands for each character of a secret.
    package var secret: Character
    /// Stands in front of a warning.
    package var warning: Character
    /// Progress bars: a full cell, an open cell, and the cells in between in rising order (may be empty).
    package var barFull: Character
    package var barEmpty: Character
    package var barPartial: [Character]
    /// Columns of a chart: less than a full cell, in rising order (may be empty).
    package var columnPartial: [Character]
    /// The lines behind the columns, for the eye to follow from the scale.
    package var gridLine: Character
    /// The thumb and the rail of a scroll bar.
    package var scrollThumb: Character
    package var scrollRail: Character
    /// Whether only ASCII may be shown, so that other text is replaced by marks.
    package let isASCIIOnly: Bool
}

extension SymbolSet {
    /// For UTF-8 terminals.
    package static let unicode = SymbolSet(
        lines: Lines(
            horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘", teeLeft: "├", teeRight: "┤"),
        bullet: "•", pointer: "›", check: "✓", cross: "✗", radioOn: "●", radioOff: "○", sliderKnob: "●", sliderRail: "━",
        arrow: "→", arrowUp: "↑", arrowDown: "↓", pathSeparator: "›", moreLeft: "‹", moreRight: "›", ellipsis: "…", secret: "•", warning: "!",
        barFull: "█", barEmpty: "░", barPartial: ["▏", "▎", "▍", "▌", "▋", "▊", "▉"],
        columnPartial: ["▁", "▂", "▃", "▄", "▅", "▆", "▇"], gridLine: "┈", scrollThumb: "█", scrollRail: "│", isASCIIOnly: false)

    /// For terminals or locales that show nothing but ASCII.
    package static let ascii = SymbolSet(
        lines: Lines(
            horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+", teeLeft: "+", teeRight: "+"),
        bullet: "*", pointer: ">", check: "*", cross: "x", radioOn: "*", radioOff: " ", sliderKnob: "o", sliderRail: "=",
        arrow: "->", arrowUp: "^", arrowDown: "v", pathSeparator: ">", moreLeft: "<", moreRight: ">", ellipsis: "...", secret: "*", warning: "!",
        barFull: "#", barEmpty: ".", barPartial: [], columnPartial: ["_"], gridLine: ".", scrollThumb: "#", scrollRail: "|", isASCIIOnly: true)

    /// For text that is read line by line: no frames and pictures, only signs that are read well.
    package static func plain(isASCIIOnly: Bool) -> SymbolSet {
        var symbols: SymbolSet = isASCIIOnly ? .ascii : .unicode
        symbols.lines = Lines(
            horizontal: " ", vertical: " ", topLeft: " ", topRight: " ", bottomLeft: " ", bottomRight: " ", teeLeft: " ", teeRight: " ")
        (symbols.pointer, symbols.arrowUp, symbols.arrowDown, symbols.scrollThumb, symbols.scrollRail) = (" ", " ", " ", " ", " ")
        (symbols.barFull, symbols.barEmpty, symbols.gridLine, symbols.barPartial, symbols.columnPartial) = (" ", " ", " ", [], [])
        symbols.pathSeparator = ","
        return symbols
    }
}
