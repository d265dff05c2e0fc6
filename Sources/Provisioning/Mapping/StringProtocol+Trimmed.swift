extension StringProtocol {
    /// The text without white space and line ends at either end.
    package var trimmed: String {
        // Nearly every text has nothing to trim; then it is this text itself, without a copy.
        if let first = unicodeScalars.first, let last = unicodeScalars.last, Self.isASCIIMark(first), Self.isASCIIMark(last) {
            return String(self)
        }
        var part = self[...]
        while let first = part.first, first.isWhitespace { part.removeFirst() }
        while let last = part.last, last.isWhitespace { part.removeLast() }
        return String(part)
    }

    /// A visible ASCII character, which no combining mark behind it turns into white space.
    private static func isASCIIMark(_ scalar: Unicode.Scalar) -> Bool { (0x21...0x7E).contains(scalar.value) }

    /// The text in lower case; the text itself, without a copy, when it has only ASCII and no capitals.
    package var caseFolded: String {
        utf8.allSatisfy { $0 < 0x80 && !(0x41...0x5A).contains($0) } ? String(self) : lowercased()
    }
}
