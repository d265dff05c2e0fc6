import Foundation
import Provisioning
import Sync

/// A file that holds one secret, so that it stands in no argument list.
enum SecretFile {
    /// The text without white space around it; `what` says what the file should hold.
    static func read(_ file: String, holding what: String) throws(OperationError) -> String {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8), !text.trimmed.isEmpty else {
            throw .invalidInput("The file \(file) cannot be read or is empty. Name the file that holds \(what).")
        }
        return text.trimmed
    }
}
