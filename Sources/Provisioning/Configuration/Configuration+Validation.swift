import Directory
import Foundation

/// Something in a configuration that cannot be right, with the place in the file and what would be valid.
package struct ConfigurationProblem: Sendable, Equatable, CustomStringConvertible {
    /// The place, such as `autoprovisioning.mapping[2].from[0].attribute`.
    package let path: String
    /// What is wrong and what would be valid.
    package let message: String

    /// Where it stands in the file, counted from 1; `nil` when it was not read from one.
    package let line: Int?
    package let column: Int?

    package init(path: String, message: String, line: Int? = nil, column: Int? = nil) {
        self.path = path
        self.message = message
        self.line = line
        self.column = column
    }

    /// Line and column behind a file's name: ":12:7".
    package var place: String { [line, column].compactMap(\.self).map { ":\($0)" }.joined() }

    package var description: String { "\(path): \(message)" }
}

extension Configuration {
    /// Everything that cannot be right, whoever wrote it: this program or a hand. `knownAttributes` are ids of custom-schema attributes known to
    /// exist; without them any `customSchemas.…` id is accepted. `name` is the app's, whose attributes `targets` are.
    package func problems(
        targets: [TargetAttribute], standardAttributes: Set<String>, application name: String = ApplicationSettings.ringCentralName,
        valueTools: any ValueTools = NoValueTools()
    ) -> [ConfigurationProblem] {
        var problems: [ConfigurationProblem] = []
        func report(_ path: String, _ message: String) { problems.append(.init(path: path, message: message)) }

        if revision < 0 { report("revision", "\(revision) is negative; write 0 or more.") }
        // The next save counts one further.
        if revision == .max { report("revision", "\(revision) is too large; write a smaller number, such as 1.") }
        if let administrator, let blocked = SetupGate.signIn(administrator) { report("administrator", blocked.description) }
        if !Self.isServerAddress(application.baseURL) {
            report(
                "application.baseURL",
                "\"\(application.baseURL)\" is not an address of a server; write https://HOST, or http://127.0.0.1:PORT for the sandbox.")
        }
        if !(0...65535).contains(application.redirectPort) {
            report("application.redirectPort", "\(application.redirectPort) is not a port; write 0 (any free one) to 65535.")
        }
        if let profile = application.profile, !profile.hasPrefix("/") {
            report("application.profile", "\"\(profile)\" is not an absolute path; write one that begins with /, or leave it out for RingCentral.")
        }
        if let problem = application.protectedAccount.flatMap(AccountProtection.problem(with:)) { report("application.protectedAccount", problem) }
        if case .google(let connection) = directory { problems += connection.problems }
        if !(1...1_440).contains(runIntervalMinutes) {
            report("runIntervalMinutes", "\(runIntervalMinutes) is out of range; write 1 to 1440 minutes.")
        }
        problems += userAccess.problems + reconciliation.problems + exclusions.problems + alerts.problems
        problems += conditionProblems(standardAttributes: standardAttributes, tools: valueTools)
        problems += mappingProblems(targets: targets, standardAttributes: standardAttributes, application: name, tools: valueTools)
        problems += safeguards.problems
        if autoprovisioning.isOn && autoprovisioning.setupProgress != .finished {
            report("autoprovisioning.on", "it cannot be on before the set-up is finished; write false.")
        }
        return problems
    }

    /// Secrets and tokens travel over it, so anything but loopback must be https.
    package static func isServerAddress(_ text: String) -> Bool {
        guard let components = URLComponents(string: text), let host = components.host, !host.isEmpty, components.query == nil, components.user == nil
        else { return false }
        if components.scheme == "https" { return true }
        return components.scheme == "http" && ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
    }

    /// Whether `id` names a field of a custom schema: `customSchemas.SCHEMA.FIELD`.
    package static func isCustomAttribute(_ id: String) -> Bool {
        DirectoryAttribute.customParts(of: id) != nil
    }
}
