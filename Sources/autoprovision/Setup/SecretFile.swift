import ConfigurationStore
import Foundation
import Provisioning
import Sync

/// A file that holds one secret, so that it stands in no argument list.
enum SecretFile {
    /// The text without white space around it; `what` says what the file should hold.
    static func read(_ file: String, holding what: String) throws(OperationError) -> String {
        guard let handle = FileHandle(forReadingAtPath: file), let data = try? handle.readToEnd() ?? Data(),
            let text = String(data: data, encoding: .utf8)
        else { throw .invalidInput("\(obstacle(file)) Name the file that holds \(what).") }
        guard !text.trimmed.isEmpty else { throw .invalidInput("The file \(file) is empty. Name the file that holds \(what).") }
        return text.trimmed
    }

    private static func obstacle(_ file: String) -> String {
        guard access(file, R_OK) != 0 else { return "The file \(file) is no text." }
        switch errno {
        case ENOENT, ENOTDIR: return "There is no file \(file)."
        case EACCES: return "The file \(file) may not be read by \(UserName.of(geteuid())), as whom this runs."
        default: return "The file \(file) cannot be read: \(String(cString: strerror(errno)))."
        }
    }
}
