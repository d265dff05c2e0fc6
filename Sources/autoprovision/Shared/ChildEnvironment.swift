import Foundation

/// What a program that this one starts, such as a browser, is told of the environment.
enum ChildEnvironment {
    /// Names that stay here: the key of the sealed credentials, and the place where systemd keeps it.
    private static let secrets: Set<String> = ["AUTOPROVISION_KEY", "CREDENTIALS_DIRECTORY"]

    /// `environment` without what unseals the credentials.
    static func of(_ environment: [String: String]) -> [String: String] {
        environment.filter { !secrets.contains($0.key) }
    }
}
