import FileHome
import Foundation

/// The user as whom sudo runs this program for somebody else.
enum SudoUser {
    /// What has to stand before a command so that it is run as this user again; empty where sudo did not start the program itself: in a shell that it
    /// started, the command is right as it is (sudo(8), ENVIRONMENT).
    static func prefix(_ environment: [String: String], user: String = UserName.of(geteuid())) -> String {
        guard let caller = environment["SUDO_USER"], caller != user, let command = environment["SUDO_COMMAND"],
            command.split(separator: " ").contains(where: { $0.split(separator: "/").last == "autoprovision" })
        else { return "" }
        return user == "root" ? "sudo " : "sudo -u \(user) "
    }
}
