import Terminal

/// Draws something over a whole new canvas.
func drawn(_ columns: Int, _ rows: Int = 1, symbols: SymbolSet = .unicode, _ draw: (inout Canvas, Rect) -> Void) -> Canvas {
    var canvas = Canvas(size: Size(columns: columns, rows: rows), symbols: symbols)
    draw(&canvas, canvas.bounds)
    return canvas
}
