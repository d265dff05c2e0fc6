/// Text of a canvas that leads to an address, on terminals that know hyperlinks. What stands there must be enough without.
package struct CanvasLink: Sendable, Equatable {
    /// Where it leads.
    package let address: String
    /// The rows that hold nothing but its text.
    package let rows: Range<Int>
}

extension Canvas {
    /// Makes whole rows, which hold nothing else, lead to an address. A canvas has one link.
    package mutating func hyperlink(_ address: String, rows: Range<Int>) {
        let shown = rows.clamped(to: 0..<size.rows)
        link = shown.isEmpty ? nil : CanvasLink(address: address, rows: shown)
    }
}
