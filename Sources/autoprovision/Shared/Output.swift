import Foundation
import Terminal

/// What the commands print: data on standard output, everything else on standard error.
enum Output {
    /// Prints one line of data, which a terminal shows as several where it is too long. Text from a directory or a server cannot reach the terminal raw.
    static func line(_ text: String = "") {
        for line in TerminalSentence.lines(text, columns: terminalColumns) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
    }

    /// Prints one record of a table (RFC 4180 §2.1: ended by CR LF).
    static func record(_ text: String) {
        FileHandle.standardOutput.write(Data((DisplayText.sanitized(text) + "\r\n").utf8))
    }

    /// Prints lines of this program's own.
    static func lines(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    /// Begins a new screen in a terminal, as if nothing stood there: ECMA-48 CUP and ED.
    static func clearScreen() { FileHandle.standardOutput.write(Data("\u{1B}[H\u{1B}[2J".utf8)) }

    /// Prints a value for machines on one line.
    static func jsonLine(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        FileHandle.standardOutput.write(JSONText.escaped(try encoder.encode(value)) + Data("\n".utf8))
    }

    /// Prints a value for machines.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        FileHandle.standardOutput.write(JSONText.escaped(try encoder.encode(value)) + Data("\n".utf8))
    }

    /// Prints a message for people, which may have several lines.
    static func note(_ text: String) {
        let columns = WindowSize.ofTerminal(STDERR_FILENO)?.columns
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { TerminalSentence.lines(String($0), columns: columns) }
        FileHandle.standardError.write(Data((lines.joined(separator: "\n") + "\n").utf8))
    }
}
