import ArgumentParser
import Provisioning

/// `TARGET=SOURCE|SOURCE`, where a source is a directory attribute or a fixed text in double quotes, with steps behind it: `phones[work]>e164:US>cut:20`. `TARGET=` leaves
/// the attribute out. A backslash before `|` or `>` makes it a character like others.
struct MappingArgument {
    /// As it was written.
    let text: String
    let mapping: AttributeMapping

    /// Reads the text.
    ///
    /// - Throws: how it is written.
    init(parsing text: String) throws {
        let sign = Self.separator(of: text)
        let target = sign.map { String(text[..<$0]).trimmed } ?? ""
        guard let sign, !target.isEmpty else { throw ValidationError("Write TARGET=SOURCE, such as title=organizations[primary].title.") }
        self.text = text
        let sources = Self.parts(of: text[text.index(after: sign)...], at: "|").filter { !$0.trimmed.isEmpty }
        mapping = AttributeMapping(target: target, sources: try sources.map(Self.source))
    }

    private static func source(_ text: String) throws -> MappingSource {
        let parts = parts(of: text[...], at: ">").map(unescaped)
        let origin = parts[0].trimmed
        guard !origin.isEmpty else { throw ValidationError("\"\(text)\" names no directory attribute before its first step.") }
        let steps = try parts.dropFirst().map { part in
            do throws(ValueStep.TextProblem) { return try ValueStep(parsing: part) } catch { throw ValidationError(error.description) }
        }
        let isFixed = origin.count >= 2 && origin.hasPrefix("\"") && origin.hasSuffix("\"")
        return MappingSource(isFixed ? .fixed(String(origin.dropFirst().dropLast())) : .attribute(origin), steps: steps)
    }

    /// The first `=` outside of the brackets and quotes of a SCIM path (`emails[type eq "work"].value=...`).
    private static func separator(of text: String) -> String.Index? {
        var depth = 0
        for index in text.indices {
            switch text[index] {
            case "[": depth += 1
            case "]": depth -= 1
            case "=" where depth == 0: return index
            default: break
            }
        }
        return nil
    }

    /// The text between marks that have no backslash before them; the backslashes stay.
    private static func parts(of text: Substring, at mark: Character) -> [String] {
        var parts = [""]
        var last: Character?
        for character in text {
            if character == mark, last != "\\" { parts.append("") } else { parts[parts.count - 1].append(character) }
            last = character
        }
        return parts
    }

    private static func unescaped(_ text: String) -> String { text.replacing("\\|", with: "|").replacing("\\>", with: ">") }
}
