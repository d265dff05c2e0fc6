package import Foundation

/// The names of the system's users.
package enum UserName {
    /// The name of the user with this number; the number where it has none.
    package static func of(_ number: uid_t) -> String {
        getpwuid(number).map { String(cString: $0.pointee.pw_name) } ?? "user \(number)"
    }
}
