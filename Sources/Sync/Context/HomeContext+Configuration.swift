import Directory
import Engine
import FileHome
import Ledger
import Provisioning

extension HomeContext {
    /// The configuration; that of a fresh start when there is no file yet.
    ///
    /// - Throws: ``OperationError``, also when the file is gone although accounts are linked: then nothing about it is a fresh start.
    func configuration() throws(OperationError) -> Configuration { completed(try savedConfiguration()) }

    /// The configuration as the file has it, without what runs found out about units since.
    func savedConfiguration() throws(OperationError) -> Configuration {
        if let saved = try configurations.current() { return saved }
        let links = try recorded(ledger.linkCount())
        guard links == 0 else {
            throw .configuration(.missing(file: home.place(of: .configuration), ledger: home.ledgerPlace, accounts: links))
        }
        return Configuration()
    }

    /// The configuration with what runs found out about its units: their ids, and the paths that they have by now. What is saved next keeps it.
    private func completed(_ configuration: Configuration) -> Configuration {
        guard !configuration.userAccess.organizationalUnits.isEmpty else { return configuration }
        // A ledger that cannot be read is said by every operation that needs it; the settings are right without it too.
        guard let remembered = try? ledger.units(of: configuration.userAccess) else { return configuration }
        var configuration = configuration
        configuration.userAccess = remembered.completed(configuration.userAccess)
        return configuration
    }

    /// The settings with the paths of `units`, the directory's tree as it is now.
    func following(_ units: [OrganizationalUnit], _ access: UserAccess) -> UserAccess {
        let meanings = (try? ledger.units(of: access))?.meanings ?? [:]
        return UnitResolution(access, units: units, isListed: false, meanings: meanings).access
    }

    /// Who decides here, for the log: the system's user, and the administrator who signed in at this home.
    func decidedBy() throws(OperationError) -> AuditActor { AuditActor(user: user, administrator: try configuration().administrator) }

    /// Puts what somebody did into the log.
    func log(_ verdict: LoggedDecision.Verdict, _ matter: DecisionMatter) throws(OperationError) {
        let who = try decidedBy()
        try recorded(ledger.log([LoggedDecision(verdict, matter, by: who)], now: now))
    }

    /// Saves what was edited from a loaded configuration.
    ///
    /// - Throws: ``OperationError/overtaken(_:)`` when somebody else saved meanwhile; ``OperationError/belongsElsewhere(_:)`` when another app would get the links.
    @discardableResult
    func save(_ edited: Configuration, as kind: ConfigurationSave = .saved) throws(OperationError) -> Configuration {
        let saved = try configuration()
        if edited.application != saved.application {
            try requireSameApplication(edited)
            try bindCredentials(to: saved)
        }
        let who = AuditActor(user: user, administrator: saved.administrator ?? edited.administrator)
        return try configurations.save(completed(edited), as: kind, by: who)
    }

    /// Loads, changes and saves in one step.
    @discardableResult
    func update(_ change: (inout Configuration) -> Void) throws(OperationError) -> Configuration {
        var triesLeft = 10
        while true {
            let saved = try configuration()
            var configuration = saved
            change(&configuration)
            // What changes nothing is no revision, and nothing for the log.
            guard configuration != saved else { return saved }
            do throws(OperationError) { return try save(configuration) } catch {
                // The change is of whatever is saved: somebody who saved in between is not in its way.
                triesLeft -= 1
                guard case .overtaken = error, triesLeft > 0 else { throw error }
            }
        }
    }
}
