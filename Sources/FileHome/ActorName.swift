import Foundation

/// Who works here, for the log: the user as whom this program runs and, where it is another one, the user who signed in to this machine.
///
/// The kernel keeps who signed in (`/proc/self/loginuid`, see pam_loginuid(8)), and nobody can set it anew. `SUDO_USER` is only a word of the environment, which
/// everybody can set: it is named as such, and never in place of the user as whom the program runs.
package enum ActorName {
    /// The name by what the system and the environment say.
    package static func current(environment: [String: String]) -> String {
        let text = (try? String(contentsOfFile: "/proc/self/loginuid", encoding: .utf8)) ?? ""
        return of(effective: UserName.of(geteuid()), login: loginName(text), sudo: environment["SUDO_USER"])
    }

    /// The name of the user with the number that the kernel's file holds; `nil` where nobody signed in, as in a service.
    static func loginName(_ text: String) -> String? {
        // -1 as an unsigned number says that nobody did.
        guard let number = uid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)), number != .max else { return nil }
        return UserName.of(number)
    }

    /// The name by three facts.
    static func of(effective: String, login: String?, sudo: String?) -> String {
        if let login { return login == effective ? effective : "\(login) as \(effective)" }
        guard let sudo = sudo.map(bounded), !sudo.isEmpty, sudo != effective else { return effective }
        return "\(effective) on behalf of \(sudo)"
    }

    /// A name as a log takes it: names of users are short and have no controls.
    private static func bounded(_ name: String) -> String {
        String(name.unicodeScalars.filter { $0.value > 0x20 && !(0x7F...0x9F).contains($0.value) }.map(Character.init).prefix(64))
    }
}
