import Crypto
import FileHome
import Foundation

/// Why units of a user's own systemd were left as they are.
enum UserUnitsError: Error {
    /// Somebody changed these files, or put something else there.
    case changed([String])
    /// The service that is there is for another home; `nil` is the standard one.
    case anotherHome(String?)
    /// The service starts by itself.
    case isOn
    case unwritable(file: String, reason: String)
}

/// The units of this program among those of a user's own systemd. What somebody changed there is theirs.
struct UserUnits {
    /// What became of a file.
    enum Change { case written, replaced, unchanged }

    /// Where the files are.
    let folder: URL

    /// Those that are started, in the order in which they are named to systemctl.
    static let started = ["autoprovision.service", "autoprovision-alerts.timer"]

    private static let mark = "# Written by autoprovision run --install. To change it: systemctl --user edit "

    /// Puts the units there, all or none.
    func install(_ units: [UnitFile]) throws(UserUnitsError) -> [(file: String, change: Change)] {
        let changed = units.filter { isChanged($0.name) }.map { path($0.name) }
        guard changed.isEmpty else { throw .changed(changed) }
        let homes = units.map { (there: text($0.name).map { ServiceWay.home(of: $0) }, new: ServiceWay.home(of: $0.text)) }
        if let other = homes.first(where: { $0.there != nil && $0.there != $0.new })?.there { throw .anotherHome(other) }
        var changes: [(file: String, change: Change)] = []
        for unit in units {
            let (old, new) = (text(unit.name), Self.marked(unit))
            changes.append((path(unit.name), old == nil ? .written : old == new ? .unchanged : .replaced))
            if old != new { try write(new, to: unit.name) }
        }
        return changes
    }

    /// Takes the units away, all or none, and returns which files these were.
    func uninstall(_ names: [String]) throws(UserUnitsError) -> [String] {
        guard !isOn(names) else { throw .isOn }
        let changed = names.filter(isChanged)
        guard changed.isEmpty else { throw .changed(changed.map(path)) }
        let files = names.filter { text($0) != nil }.map(path)
        for file in files where unlink(file) != 0 { throw .unwritable(file: file, reason: String(cString: strerror(errno))) }
        return files
    }

    /// Whether one of the units is started by itself: a target wants it.
    private func isOn(_ names: [String]) -> Bool {
        names.contains { name in
            ["default.target.wants", "timers.target.wants"].contains { target in
                var status = stat()
                return lstat(folder.appending(path: "\(target)/\(name)").path, &status) == 0
            }
        }
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    private func text(_ name: String) -> String? { try? String(contentsOfFile: path(name), encoding: .utf8) }

    /// Whether something is there that this program did not leave there like this: a link, such as that of a masked unit, too.
    private func isChanged(_ name: String) -> Bool {
        var status = stat()
        guard lstat(path(name), &status) == 0 else { return false }
        guard status.st_mode & S_IFMT == S_IFREG, let text = text(name) else { return true }
        let lines = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        return lines.count < 3 || !lines[0].hasPrefix(Self.mark) || lines[1] != Self.checksum(lines[2])
    }

    /// The text below two lines: who wrote it, and a checksum that shows whether somebody changed it since.
    private static func marked(_ unit: UnitFile) -> String {
        let text = unit.text + "\n"
        return "\(mark)\(unit.name)\n\(checksum(text))\n\(text)"
    }

    private static func checksum(_ text: String) -> String {
        "# sha256 \(SHA256.hash(data: Data(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())"
    }

    private func write(_ text: String, to name: String) throws(UserUnitsError) {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: folder.appending(path: name), options: .atomic)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path(name))
        } catch {
            let reason = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
            throw .unwritable(file: path(name), reason: (reason ?? error as NSError).localizedDescription)
        }
    }
}
