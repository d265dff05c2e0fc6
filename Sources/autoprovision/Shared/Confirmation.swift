import Engine
import Foundation
import Sync

/// A question on the terminal before something that cannot be taken back easily.
enum Confirmation {
    /// Asks for `word`. `nobody` says what to do where nobody can be asked, `refused` what did not happen; both without the end of a sentence.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` unless the word was typed.
    static func ask(word: String, nobody: String, refused: String) throws(OperationError) {
        guard isatty(STDIN_FILENO) == 1 else { throw .invalidInput("Nobody can be asked here. \(refused). \(nobody).") }
        Output.note("Type \(word) to confirm:")
        guard readLine()?.trimmingCharacters(in: .whitespaces) == word else { throw .invalidInput("Not confirmed. \(refused).") }
    }
}
