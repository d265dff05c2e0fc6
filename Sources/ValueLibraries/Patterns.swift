import CRE2
import Synchronization

/// Regular expressions by RE2: whatever the expression, its time grows only with the length of the text. Each is compiled once.
final class Patterns: Sendable {
    /// A compiled expression. RE2's objects may be used by several threads at once.
    private final class Compiled: @unchecked Sendable {
        // @unchecked: the pointer never changes, and RE2 documents its matching functions as safe for concurrent use.
        let pointer: UnsafeMutableRawPointer

        init(_ pointer: UnsafeMutableRawPointer) { self.pointer = pointer }
        deinit { cre2_free(pointer) }
    }

    private enum Entry {
        case compiled(Compiled)
        case refused(String)
    }

    private let entries = Mutex<[String: Entry]>([:])

    /// What is wrong with an expression, in RE2's words; `nil` when it can be used.
    func problem(of pattern: String) -> String? {
        if case .refused(let words) = entry(pattern) { words } else { nil }
    }

    /// What an expression finds first, or one group of it.
    func firstMatch(of pattern: String, in text: String, group: Int) -> String? {
        guard case .compiled(let expression) = entry(pattern) else { return nil }
        var text = text
        return text.withUTF8 { bytes -> String? in
            var (start, end) = (0, 0)
            let found = bytes.withMemoryRebound(to: CChar.self) { characters in
                cre2_find(expression.pointer, characters.baseAddress, characters.count, CInt(clamping: group), &start, &end)
            }
            return found == 1 ? String(decoding: bytes[start..<end], as: UTF8.self) : nil
        }
    }

    private func entry(_ pattern: String) -> Entry {
        entries.withLock { entries in
            if let known = entries[pattern] { return known }
            let entry = Self.compile(pattern)
            entries[pattern] = entry
            return entry
        }
    }

    private static func compile(_ pattern: String) -> Entry {
        var pattern = pattern
        var problem = [CChar](repeating: 0, count: 200)
        let pointer = pattern.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cre2_compile($0.baseAddress, $0.count, &problem, problem.count) }
        }
        guard let pointer else { return .refused(String(decoding: problem.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)) }
        return .compiled(Compiled(pointer))
    }
}
