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

        problems += SettingsTable.problems(with: revision, at: "revision")
        if let administrator, let blocked = SetupGate.signIn(administrator) { report("administrator", blocked.description) }
        if !Self.isServerAddress(application.baseURL) {
            report(
                "application.baseURL",
                "\"\(application.baseURL)\" is not an address of a server; write https://HOST, or http://127.0.0.1:PORT for the sandbox.")
        }
        problems += SettingsTable.problems(with: application.redirectPort, at: "application.redirectPort")
        problems += SettingsTable.problems(withPath: application.profile, at: "application.profile")
        if let problem = application.protectedAccount.flatMap(AccountProtection.problem(with:)) { report("application.protectedAccount", problem) }
        if case .google(let connection) = directory { problems += connection.problems }
        problems += SettingsTable.problems(with: runIntervalMinutes, at: "runIntervalMinutes")
        problems += userAccess.problems + reconciliation.problems + exclusions.problems + alerts.problems
        problems += conditionProblems(standardAttributes: standardAttributes, tools: valueTools)
        problems += mappingProblems(targets: targets, standardAttributes: standardAttributes, application: name, tools: valueTools)
        problems += safeguards.problems
        if autoprovisioning.isOn && autoprovisioning.setupProgress != .finished {
            report("autoprovisioning.on", "it cannot be on before the setup is finished; write false.")
        }
        return problems
    }

    /// Secrets and tokens travel over it, so anything but loopback must be https.
    package static func isServerAddress(_ text: String) -> Bool {
        // The host as it is written: any other form of it takes tables of all the world's domain names, 7 ms at each start of the program.
        guard let components = URLComponents(string: text), let host = components.encodedHost, !host.isEmpty, components.query == nil,
            components.user == nil
        else { return false }
        if components.scheme == "https" { return true }
        return components.scheme == "http" && ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
    }

    /// Whether `id` names a field of a custom schema: `customSchemas.SCHEMA.FIELD`.
    package static func isCustomAttribute(_ id: String) -> Bool {
        DirectoryAttribute.customParts(of: id) != nil
    }
}
