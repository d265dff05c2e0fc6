import CNcurses

/// What the terminal description (terminfo) says about the terminal that `newterm` has just set up.
@MainActor
enum TerminalCapabilities {
    /// The bytes of a string capability, without the delays that only hardware terminals needed; nil when the terminal lacks it.
    static func string(_ name: String) -> [UInt8]? {
        guard let pointer = tigetstr(name), Int(bitPattern: pointer) != -1 else { return nil }
        let bytes = Array(String(cString: pointer).utf8)
        return bytes.isEmpty ? nil : withoutDelays(bytes)
    }

    /// Keys of this type of terminal that common knowledge of sequences may not cover.
    static func keySequences() -> [[UInt8]: Key] {
        var names: [String: Key] = [
            "kcuu1": .up, "kcud1": .down, "kcub1": .left, "kcuf1": .right, "khome": .home, "kend": .end, "kpp": .pageUp, "knp": .pageDown,
            "kich1": .insert, "kdch1": .delete, "kcbt": .backTab, "kent": .enter,
        ]
        for number in 1...12 { names["kf\(number)"] = .function(number) }
        var sequences: [[UInt8]: Key] = [:]
        for (name, key) in names {
            if let bytes = string(name) { sequences[bytes] = key }
        }
        return sequences
    }

    /// Brings plain attributes, the cursor, the keypad and the normal screen back.
    static func resetSequence() -> [UInt8] {
        ["sgr0", "op", "rmkx", "cnorm", "rmcup"].flatMap { string($0) ?? [] }
    }

    /// `$<50/>` asks for a pause of 50 ms (terminfo(5), "Delays and Padding").
    static func withoutDelays(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.first {
            if rest.starts(with: "$<".utf8), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
                rest = rest[(end + 1)...]
            } else {
                result.append(byte)
                rest.removeFirst()
            }
        }
        return result
    }
}
