package import Engine
import FileHome
import Ledger
package import Provisioning

/// The history of the configuration.
extension HistoryService {
    /// All revisions that are kept, newest first, each with what it changed.
    ///
    /// - Parameter setting: only those that changed this setting, or one below it.
    package func revisions(about setting: String? = nil) throws(OperationError) -> [RevisionStep] {
        RevisionStep.all(try keptRevisions(), about: setting, labels: context.targets.labelsByPath)
    }

    /// The revision with this number.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when there is none, with those that there are.
    package func revision(_ number: Int) throws(OperationError) -> ConfigurationRevision {
        let revisions = try keptRevisions()
        if let revision = revisions.first(where: { $0.number == number }) { return revision }
        guard let newest = revisions.first, let oldest = revisions.last else {
            throw .invalidInput("There is no revision \(number): nothing was ever saved in \(context.home.displayName).")
        }
        let reach =
            newest.number == oldest.number ? "There is only revision \(newest.number)" : "The oldest is \(oldest.number), the newest \(newest.number)"
        throw .invalidInput("There is no revision \(number). \(reach); `autoprovision config history` lists them.")
    }

    private func keptRevisions() throws(OperationError) -> [ConfigurationRevision] {
        // What was changed by hand becomes a revision by being read. A file that cannot be read hides no history.
        do throws(OperationError) { _ = try context.configuration() } catch { guard case .configuration = error else { throw error } }
        return try recorded(context.ledger.revisions())
    }

    /// The configuration with the settings of an earlier revision. Saves nothing.
    ///
    /// - Parameter names: names of settings, or beginnings of them such as `autoprovisioning.scope`, that are put back alone; none means all but the switch and who is
    ///   signed in.
    /// - Throws: ``OperationError/invalidInput(_:)`` when there is no such revision or setting, or nothing would be different.
    package func restoration(of number: Int, only names: [String] = []) throws(OperationError) -> Configuration {
        let (revision, current) = (try revision(number), try context.configuration())
        let restored: Configuration
        do throws(ConfigurationRestoration.Obstacle) {
            restored = try ConfigurationRestoration.restoring(revision.configuration, over: current, only: names)
        } catch {
            throw .invalidInput(Self.words(error, number))
        }
        guard !current.changes(to: restored).isEmpty else {
            throw .invalidInput(
                names.isEmpty
                    ? "There is nothing to restore: the settings are the same as in revision \(number)."
                    : "There is nothing to restore: \(names.joined(separator: " and ")) is the same as in revision \(number).")
        }
        return restored
    }

    private static func words(_ obstacle: ConfigurationRestoration.Obstacle, _ number: Int) -> String {
        switch obstacle {
        case .unknownSetting(let name):
            "There is no setting \"\(name)\" in revision \(number) or now. `autoprovision config diff \(number)` names what is different."
        case .isOn:
            "Revision \(number) is from before the setup was finished, and autoprovisioning is on. Turn it off first (`autoprovision off`), or restore single "
                + "settings with --only."
        case .unreadable: "The settings of revision \(number) make no configuration that this version of autoprovision can use. Nothing was saved."
        }
    }
}
