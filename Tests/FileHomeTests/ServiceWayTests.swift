import Foundation
import Testing

@testable import FileHome

@Suite("How a service is started at a home", .timeLimit(.minutes(5)))
struct ServiceWayTests {
    /// The unit files that are there, by their place below the root, and what is to be typed.
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let home: String?
        let units: [String: String]
        let command: String
    }

    @Test(
        "The command is that of the service that is installed for this very home, or installs one",
        arguments: [
            Row(testDescription: "none", home: nil, units: [:], command: "autoprovision run --install"),
            Row(testDescription: "none, home of its own", home: "/srv/a b", units: [:], command: "autoprovision run --home '/srv/a b' --install"),
            Row(
                testDescription: "package", home: "machine", units: ["lib/systemd/system": ""], command: "sudo systemctl enable --now autoprovision"),
            Row(
                testDescription: "package, another home", home: nil, units: ["usr/lib/systemd/system": ""], command: "autoprovision run --install"),
            Row(
                testDescription: "printed unit", home: "/srv/a 5%",
                units: ["etc/systemd/system": #"Environment="AUTOPROVISION_HOME=/srv/a 5%%""#], command: "sudo systemctl enable --now autoprovision"),
            Row(
                testDescription: "an administrator's unit comes before the package's", home: "machine",
                units: ["etc/systemd/system": "Environment=AUTOPROVISION_HOME=/srv/b", "lib/systemd/system": ""],
                command: "autoprovision run --install"),
            Row(
                testDescription: "user", home: nil, units: ["home/.config/systemd/user": ""],
                command: "systemctl --user enable --now autoprovision"),
            Row(
                testDescription: "user, another home", home: "/srv/a", units: ["home/.config/systemd/user": ""],
                command: "autoprovision run --home /srv/a --install"),
            Row(
                testDescription: "user, this home", home: "/srv/a",
                units: ["home/.config/systemd/user": "Environment=AUTOPROVISION_HOME=/srv/a", "lib/systemd/system": ""],
                command: "systemctl --user enable --now autoprovision"),
        ])
    func command(_ row: Row) throws {
        let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: root) }
        for (folder, line) in row.units {
            let folder = root.appending(path: folder)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data("[Service]\nExecStart=/usr/bin/autoprovision run\n\(line)\n".utf8).write(to: folder.appending(path: "autoprovision.service"))
        }
        let environment = ["HOME": root.appending(path: "home").path]
        let home = row.home == "machine" ? Home.ofMachine : Home.resolve(option: row.home, environment: environment)
        #expect(ServiceWay(home.name, environment: environment, root: root).command == row.command)
    }
}
