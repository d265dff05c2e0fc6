import Engine
import FileHome
import Foundation
import Provisioning
import Sync
import Wording

/// Which option, or which place of the file that `--from` names, a problem comes from.
extension SetupCommand {
    /// Makes sure that the edited configuration could be saved.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` naming the options that have to be other ones.
    func requireValid(_ edited: Configuration, _ overlay: ConfigurationOverlay?, in workspace: Workspace) throws(OperationError) {
        let problems: [ConfigurationProblem]
        do throws(OperationError) {
            problems = try workspace.setup.problems(of: edited)
        } catch {
            guard let applicationProfile, case .configuration(let error) = error else { throw error }
            throw .invalidInput("--application-profile \(applicationProfile): \(error) Nothing was saved.")
        }
        guard !problems.isEmpty else { return }
        if let applicationProfile, problems.allSatisfy({ $0.path.hasPrefix("autoprovisioning.mapping") }) {
            throw .invalidInput(
                "This home is set up for \(workspace.applicationName), and its attribute mapping does not fit the app of --application-profile "
                    + "\(applicationProfile). Use another home for another app: --home DIR. Nothing was saved.")
        }
        let file = workspace.home.place(of: .configuration)
        let sentences = problems.map { problem in
            let origin = option(for: problem.path, in: edited) ?? overlay?.place(of: problem.path).map { "\($0): \(problem.path)" }
            return "\(origin ?? "\(file): \(problem.path)"): \(problem.message)"
        }
        throw .invalidInput(sentences.joined(separator: "\n  ") + " Nothing was saved.")
    }

    /// Asks the directory whether it can be read and whether the administrator is one; that it cannot be asked now stops nothing.
    func checkConnection(_ change: SetupChange, comparedTo saved: Configuration, in workspace: Workspace) async throws(OperationError) {
        let isNew = change.configuration.directory != saved.directory
        let address = change.configuration.administrator == saved.administrator && !isNew ? nil : change.configuration.administrator
        guard change.configuration.directory != nil, isNew || address != nil else { return }
        do throws(OperationError) {
            if isNew { _ = try await workspace.setup.organizationalUnits(of: change) }
            guard let address, try await workspace.setup.isAdministrator(address, of: change) == false else { return }
            throw .invalidInput("\(address) is not an administrator of this directory. Name one with --administrator. Nothing was saved.")
        } catch {
            guard case .directory = error else { throw error }
            Output.note("The directory was not asked whether this is right, because it cannot be read now: \(error)")
        }
    }

    private func option(for path: String, in edited: Configuration) -> String? {
        switch path {
        case "administrator": administrator.map { "--administrator \($0)" }
        case "directory.administrator": googleAdministrator.map { "--google-administrator \($0)" }
        case "directory.customer": "--google-customer \(googleCustomer ?? "ID")"
        case "directory.primaryDomain": google.domain.map { "--google-domain \($0)" }
        case "directory.metadataServer": google.metadataServer.map { "--google-metadata-server \($0)" }
        case "directory.apiBaseURL": googleServer.map { "--google-server \($0)" }
        case "application.baseURL": server.map { "--server \($0)" }
        case "application.protectedAccount": protectedAccount.map { "--protected-account \($0)" }
        case "application.redirectPort": redirectPort.map { "--redirect-port \($0)" }
        case "application.profile": applicationProfile.map { "--application-profile \($0)" }
        default: repeatedOption(for: path, in: edited)
        }
    }

    private func repeatedOption(for path: String, in edited: Configuration) -> String? {
        if let row = path.firstMatch(of: /^autoprovisioning\.mapping\[(\d+)\]/).flatMap({ Int($0.1) }), edited.autoprovisioning.mapping.indices ~= row
        {
            let target = edited.autoprovisioning.mapping[row].target
            return map.first { $0.mapping.target == target }.map { "--map \($0.text)" }
        }
        if let kind = path.firstMatch(of: /^safeguards\.(\w+)/)?.1 {
            return safeguard.first { $0.kind.rawValue == kind }.map { "--safeguard \($0.text)" }
        }
        return nil
    }
}
