extension Canvas {
    /// What a reader sees: rows joined by line breaks, trailing spaces of each row removed.
    package func plainText() -> String {
        snapshot { $0.isContinuation ? nil : $0.character }
    }

    /// What the cells mean: one letter per cell (``Role/snapshotLetter``), rows joined by line breaks. Running text is `.`.
    package func styleText() -> String {
        snapshot { $0.role.snapshotLetter }
    }

    private func snapshot(_ content: (Cell) -> Character?) -> String {
        (0..<size.rows).map { index in
            var line = row(index).compactMap(content)
            while line.last == " " { line.removeLast() }
            return String(line)
        }.joined(separator: "\n")
    }
}
