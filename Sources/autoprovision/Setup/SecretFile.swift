import Engine
import FileHome
import Files
import Foundation
import Provisioning
import Sync
import Wording

/// A file that holds one secret, so that it stands in no argument list.
enum SecretFile {
    /// A secret is short: what is longer is another file.
    private static let limit = 65_536

    /// The text without white space around it; `what` says what the file should hold. A file that others may read is named in a note.
    static func read(_ file: String, holding what: String) throws(OperationError) -> String {
        let data: Data
        // A shell gives what another program prints as an open pipe; reading that ends when the program does.
        if ["/dev/stdin", "/dev/fd/", "/proc/self/fd/"].contains(where: { file.hasPrefix($0) }) {
            guard let read = try? FileHandle(forReadingAtPath: file)?.read(upToCount: limit) else {
                throw .invalidInput("\(obstacle(file)) Name the file that holds \(what).")
            }
            data = read
        } else {
            do throws(RegularFileError) { data = try RegularFile.read(URL(fileURLWithPath: file), limit: limit) } catch {
                let words = if case .unreadable = error { obstacle(file) } else { "The file \(file) cannot be read: \(error.reason)." }
                throw .invalidInput("\(words) Name the file that holds \(what).")
            }
            noteOthers(file)
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw .invalidInput("The file \(file) is not text. Name the file that holds \(what).")
        }
        guard !text.trimmed.isEmpty else { throw .invalidInput("The file \(file) is empty. Name the file that holds \(what).") }
        return text.trimmed
    }

    private static func noteOthers(_ file: String) {
        var status = stat()
        guard stat(file, &status) == 0, status.st_mode & 0o077 != 0 else { return }
        Output.note(
            "Others on this machine may read \(file) (mode \(String(status.st_mode & 0o777, radix: 8))). Delete it, or run: chmod 600 '\(file)'")
    }

    private static func obstacle(_ file: String) -> String {
        guard access(file, R_OK) != 0 else { return "The file \(file) is not text." }
        switch errno {
        case ENOENT, ENOTDIR: return "There is no file \(file)."
        case EACCES: return "The file \(file) may not be read by \(UserName.of(geteuid())), as whom this runs."
        default: return "The file \(file) cannot be read: \(String(cString: strerror(errno)))."
        }
    }
}
