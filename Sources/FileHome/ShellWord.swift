/// Text in a command that somebody is to type.
package enum ShellWord {
    /// As a shell takes it for one word.
    package static func quoted(_ text: String) -> String {
        let isPlain = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-~+".contains($0)) }
        return isPlain ? text : "'\(text.replacing("'", with: "'\\''"))'"
    }
}
