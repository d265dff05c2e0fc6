/// Text as a person sees it, without what spreadsheets, mail programs and web pages leave around it.
package enum VisibleText {
    /// Without spaces, no-break spaces, zero-width characters, byte-order marks, directional marks and control characters at both ends. Inside a name they can be
    /// meant (Persian is written with zero-width non-joiners), so there they stay.
    package static func trimmed(_ text: String) -> String {
        // Nearly all cells are clean; they are kept as they are.
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, isInvisible(first) || isInvisible(last) else { return text }
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first, isInvisible(scalar) { rest.removeFirst() }
        while let scalar = rest.last, isInvisible(scalar) { rest.removeLast() }
        return String(rest)
    }

    /// Without any character that cannot be seen, for texts in which none can be meant, such as addresses and ids. Spaces inside stay: they join or part two texts,
    /// which the reader cannot decide.
    package static func stripped(_ text: String) -> String {
        let text = trimmed(text)
        guard text.utf8.contains(where: { $0 >= 0x80 || $0 < 0x20 || $0 == 0x7F }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isInvisible($0) || $0.properties.isWhitespace }))
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value <= 0x20 || scalar.value == 0x7F }
        // Above the basic plane, tags are part of flags.
        guard scalar.value <= 0xFFFF else { return false }
        let properties = scalar.properties
        return properties.isWhitespace || properties.generalCategory == .format || properties.generalCategory == .control
            // Variation selectors and fillers, which fonts show as nothing.
            || (0xFE00...0xFE0E).contains(scalar.value) || [0x034F, 0x115F, 0x1160, 0x3164, 0xFFA0].contains(scalar.value)
    }
}
