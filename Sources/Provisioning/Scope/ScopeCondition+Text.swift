/// A condition as people write it in `--scope-condition` and on the page of a condition: `organizations[primary].department=Sales|Support`.
extension ScopeCondition {
    /// Why a text is not a condition.
    package struct TextProblem: Error, Equatable, CustomStringConvertible {
        package let description: String
    }

    /// How a condition is written.
    package static let pattern = "ATTRIBUTE=VALUE|VALUE, ATTRIBUTE!=VALUE, ATTRIBUTE^=BEGINNING or ATTRIBUTE~EXPRESSION"

    /// Reads a condition.
    ///
    /// - Throws: ``TextProblem`` with how it is written.
    package init(parsing text: String) throws(TextProblem) {
        // No attribute's id has one of these marks.
        guard let mark = text.firstIndex(where: { "=!^~".contains($0) }) else {
            throw TextProblem(description: "\"\(text)\" is not a condition; write \(Self.pattern).")
        }
        let rest = text[mark...]
        guard let test = Test.allCases.first(where: { rest.hasPrefix($0.mark) }) else {
            throw TextProblem(description: "\"\(text)\" is not a condition; write \(Self.pattern).")
        }
        let attribute = text[..<mark].trimmed
        let values = Self.values(in: String(rest.dropFirst(test.mark.count)), of: test)
        guard !attribute.isEmpty else { throw TextProblem(description: "\"\(text)\" names no attribute; write \(Self.pattern).") }
        guard !values.isEmpty else { throw TextProblem(description: "\"\(text)\" has no value; write \(Self.pattern).") }
        self.init(attribute, test, values)
    }

    /// The values in a text: separated by `|`, which is itself written `\|`. An expression is one value, whatever is in it.
    package static func values(in text: String, of test: Test) -> [String] {
        if test == .matches { return text.trimmed.isEmpty ? [] : [text] }
        var values: [String] = [""]
        var isEscaped = false
        for character in text {
            if character == "|", !isEscaped {
                values.append("")
            } else if character != "\\" || isEscaped {
                values[values.count - 1].append(character)
            }
            isEscaped = character == "\\" && !isEscaped
        }
        return values.map(\.trimmed).filter { !$0.isEmpty }
    }

    /// The values as they are written in one text; reading them gives the same values.
    package var valuesText: String {
        if test == .matches { return values.joined(separator: "|") }
        return values.map { $0.replacing("\\", with: "\\\\").replacing("|", with: "\\|") }.joined(separator: "|")
    }

    /// As it is written.
    package var text: String { attribute + test.mark + valuesText }
}

extension ScopeCondition.Test {
    /// What stands between attribute and values.
    var mark: String {
        switch self {
        case .is: "="
        case .isNot: "!="
        case .startsWith: "^="
        case .matches: "~"
        }
    }
}
