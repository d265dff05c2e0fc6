import Directory
package import Engine
package import FileHome
package import Foundation
package import HTTP
package import Ledger
package import Provisioning
import RingCentral
package import Timing
import ValueLibraries

/// One home with everything in it, and what can be done there: the operations that the console and the commands share. It holds no rule of
/// provisioning; those are in `Provisioning`.
package actor Workspace {
    /// Where everything is kept, besides the ledger.
    package nonisolated let home: any HomeStorage
    /// The place, for people.
    package nonisolated var homeName: String { home.displayName }

    private nonisolated let homeExecutor: HomeExecutor
    package nonisolated var unownedExecutor: UnownedSerialExecutor { homeExecutor.serial }
    /// For what asks the home outside of this actor, and may wait for it; `nil` where it answers at once.
    package nonisolated var executor: (any TaskExecutor)? { homeExecutor.tasks }
    /// The ledger for a run that holds the lock: one that writes nothing any more once somebody else has it.
    let fencing: @Sendable (Ledger) -> Ledger

    nonisolated let store: ConfigurationStore
    nonisolated let history: ConfigurationHistory
    /// What the steps of the attribute mapping need to know about the world.
    package nonisolated var valueTools: any ValueTools { machineTools }
    nonisolated let machineTools: MachineValueTools
    let credentials: CredentialStore
    let transport: ServerClock
    /// The same without the watch over this machine's clock: what a webhook's server says about the time is nobody's concern.
    let plainTransport: any HTTPTransport
    let ledger: Ledger
    /// The system's user who works here, for the log.
    let user: String
    let time: Time
    /// The machine's own time, which tells whether a token of Google's is still good. It differs from ``time`` only in a home that `demo` made.
    let machineTime: Time
    /// The connection to the app, kept while the settings that it was made from stay the same.
    var connection: (settings: ApplicationSettings, profile: ApplicationProfile, value: ApplicationConnection)?
    /// The way to Google, kept while the settings and the key file that it was made from stay the same: its token is good for an hour, whatever is asked.
    var google: (settings: DirectorySettings, file: FileVersion?, source: any DirectorySource)?
    /// Who is left alone by the newest plan, kept until there is another plan.
    var leftAlone: (plan: String, people: Set<String>)?

    /// Opens a home in a folder; makes the folder when it is missing.
    ///
    /// - Parameter uptime: seconds that no setting of the clock changes, by which a clock that jumps between two answers is noticed.
    /// - Throws: ``OperationError`` when the home cannot be written or the ledger cannot be opened.
    package init(
        home: Home, environment: [String: String], transport: any HTTPTransport = NetworkTransport(), time: Time = .system,
        uptime: (@Sendable () -> TimeInterval)? = nil
    ) throws(OperationError) {
        try configured(home.prepare())
        let ledger = try recorded(Ledger(file: home.ledgerFile))
        self.init(
            home, mayWait: false, ledger: ledger, environment: environment, transport: transport, time: time, uptime: uptime,
            fencing: { $0 }, demo: { store in DemoClock(home) { (try? store.load()) ?? nil } })
    }

    /// Opens a home that other machines may use too.
    ///
    /// - Parameters:
    ///   - home: has been prepared.
    ///   - mayWait: whether the home may make its callers wait, so that they get threads of their own.
    ///   - fencing: the ledger for a run that holds the lock of the home: one that writes nothing any more once somebody else has it.
    package init(
        shared home: any HomeStorage, mayWait: Bool = true, ledger: Ledger, fencing: @escaping @Sendable (Ledger) -> Ledger,
        environment: [String: String], transport: any HTTPTransport = NetworkTransport(), time: Time = .system,
        uptime: (@Sendable () -> TimeInterval)? = nil
    ) {
        self.init(
            home, mayWait: mayWait, ledger: ledger, environment: environment, transport: transport, time: time, uptime: uptime,
            fencing: fencing, demo: { _ in nil })
    }

    /// Puts the parts of an opened home together.
    ///
    /// - Parameter demo: the clock of a home that `demo` made; `nil` for every other one.
    private init(
        _ home: any HomeStorage, mayWait: Bool, ledger: Ledger, environment: [String: String], transport: any HTTPTransport, time: Time,
        uptime: (@Sendable () -> TimeInterval)?, fencing: @escaping @Sendable (Ledger) -> Ledger, demo: (ConfigurationStore) -> DemoClock?
    ) {
        self.home = home
        homeExecutor = HomeExecutor(mayWait: mayWait)
        self.fencing = fencing
        self.ledger = ledger
        user = ActorName.current(environment: environment)
        machineTime = time
        plainTransport = transport
        let readings = home.localState.appending(path: "value-readings")
        machineTools = MachineValueTools(
            read: { try? Data(contentsOf: readings) },
            // Without it the next process reads everything again.
            write: { try? SecureFile.write($0, to: readings, isDurable: false) },
            places: {
                let told = Self.toldPlaces(in: home)
                return (told.dictionary, told.edition)
            })
        store = ConfigurationStore(
            home: home, targets: RingCentralProfile.targetAttributes, standardAttributes: Set(DirectoryAttribute.standard.map(\.id)),
            valueTools: machineTools)
        credentials = CredentialStore(home: home, environment: environment, time: time)
        let demo = demo(store)
        let ownTime = demo.map(time.moved) ?? time
        self.time = ownTime
        self.transport = ServerClock(
            watching: demo.map { MovedDates(transport: transport, clock: $0) } ?? transport, now: ownTime.now, uptime: uptime)
        history = ConfigurationHistory(store: store, ledger: ledger, time: ownTime)
    }

    /// The moment, by the time that delays are counted with here.
    package nonisolated var now: Date { time.now() }

    /// The configuration; that of a fresh start when there is no file yet.
    ///
    /// - Throws: ``OperationError``, also when the file is gone although accounts are linked: then nothing about it is a fresh start.
    package func configuration() throws(OperationError) -> Configuration { completed(try savedConfiguration()) }

    /// The configuration as the file has it, without what runs found out about units since.
    func savedConfiguration() throws(OperationError) -> Configuration {
        if let saved = try history.current() { return saved }
        let links = try recorded(ledger.linkCount())
        guard links == 0 else {
            throw .configuration(.missing(file: home.place(of: .configuration), ledger: home.ledgerPlace, accounts: links))
        }
        return Configuration()
    }

    /// Who decides here, for the log: the system's user, and the administrator who signed in at this home.
    func decidedBy() throws(OperationError) -> AuditActor { AuditActor(user: user, administrator: try configuration().administrator) }

    /// Who starts a run: whoever is signed in, or the service alone.
    func starter(_ isUnattended: Bool) throws(OperationError) -> AuditActor { isUnattended ? AuditActor(user: user) : try decidedBy() }

    /// Reads and validates the text of a configuration file without saving it.
    package nonisolated func decode(_ text: Data) throws(ConfigurationError) -> Configuration {
        try store.decode(text)
    }

    /// Saves what was edited from a loaded configuration.
    ///
    /// - Parameter restored: the revision whose settings are put back, for the history.
    /// - Throws: ``OperationError/overtaken(_:)`` when somebody else saved meanwhile; ``OperationError/belongsElsewhere(_:)`` when another app would get the links.
    @discardableResult
    package func save(_ edited: Configuration, restoring restored: Int? = nil) throws(OperationError) -> Configuration {
        try save(edited, as: restored.map(ConfigurationSave.restored) ?? .saved)
    }

    func save(_ edited: Configuration, as kind: ConfigurationSave) throws(OperationError) -> Configuration {
        let saved = try configuration()
        if edited.application != saved.application {
            try requireSameApplication(edited)
            try bindCredentials(to: saved)
        }
        let who = AuditActor(user: user, administrator: saved.administrator ?? edited.administrator)
        return try history.save(completed(edited), as: kind, by: who)
    }

    /// Loads, changes and saves in one step.
    @discardableResult
    package func update(_ change: @Sendable (inout Configuration) -> Void) throws(OperationError) -> Configuration {
        var triesLeft = 10
        while true {
            let saved = try self.configuration()
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

    /// Stores or removes the app registration's client secret, sealed.
    package func setClientSecret(_ secret: String?) throws(OperationError) {
        let configuration = try configuration()
        let application = try application(of: configuration)
        // Before the registration is entered nobody said for which server it is.
        let servers =
            configuration.application.clientID == nil ? nil : CredentialServers(settings: configuration.application, profile: application)
        try configured(
            BoundCredentials(credentials: credentials).save(
                secret.map { Data($0.utf8) }, for: ApplicationConnection.clientSecretName, servers: servers?.clientSecret ?? []))
        connection = nil
        try logSecret(isEntered: secret != nil)
    }

    /// The newest run; one whose process died is said to be interrupted.
    func lastRun() throws(OperationError) -> RunRecord? {
        let run = try recorded(ledger.lastRun())
        guard run?.outcome == nil, try configured(RunLock.holder(home)) == nil else { return run }
        // It may have ended between the two looks.
        return try recorded(ledger.lastRun())?.withoutHolder
    }

    /// Everything that the app's page shows; asks no server.
    package func status() async throws(OperationError) -> WorkspaceStatus {
        let configuration = try configuration()
        let application = try application(of: configuration)
        let authorization = try await authorizationStatus()
        let resumption = try await openResumption()
        let owner: [String: String]? = if let id = authorization.owner { try recorded(ledger.linkedValues(ofAccount: id)) } else { nil }
        let days = configuration.autoprovisioning.firstTurnedOn == nil ? nil : try recorded(ledger.usage(of: Self.usageTimes(until: time.now())))
        let holder = try configured(RunLock.holder(home))
        var status = WorkspaceStatus(
            configuration: configuration, authorization: authorization, usage: days.map(UsageDay.sum),
            turnOnBlocked: SetupGate.turnOn(
                configuration, targets: application.attributes, isAuthorized: authorization.isAuthorized, application: application.name),
            lastRun: try lastRun(), heldCount: try recorded(ledger.heldCount()), runHolder: holder,
            running: holder == nil ? nil : RunProgressNote(home: home).read(now: time.now()),
            isSandbox: configuration.application.profile == nil
                && ["127.0.0.1", "localhost"].contains(URL(string: configuration.application.baseURL)?.host() ?? ""),
            unattended: try configured(UnattendedService(home)), linkedAccounts: try recorded(ledger.linkCount()),
            awaitingActivation: try recorded(ledger.awaitingActivationCount()),
            pending: try recorded(ledger.pendingCount(configuration.autoprovisioning.deprovisioning, now: time.now())),
            authorizingUserName: owner?[MappingTable.userNamePath],
            identityChange: try recorded(ledger.identityChange()), bindings: try recorded(bindingsStatus()), time: time.now(),
            application: ApplicationSummary(application))
        status.unattendedFailures = try recorded(unattendedFailures(configuration, authorization))
        (status.waitingFindings, status.findingsSince) = try recorded(waitingFindings(configuration))
        status.heldSince = try recorded(ledger.heldSince())
        status.serviceHolder = try configured(UnattendedMark.holder(home))
        status.accountsCompared = try recorded(ledger.reconciliationMoments().compared)
        let alerts = try recorded(ledger.alertMemory())
        (status.openAlerts, status.undelivered) = (alerts.open, alerts.messages.first { $0.failure != nil })
        status.capacity = try recorded(ledger.capacity())
        status.resumption = resumption
        // A sandbox ends with somebody's evening, and needs no service.
        status.serviceCommand = status.isSandbox ? "autoprovision run" : ServiceWay(home.name).command
        status.usageDays = days
        status.newest = try recorded(ledger.activity(limit: Self.newestEntries))
        return status
    }

    /// An element after each change of what the home keeps by whatever process: configuration, authorization, ledger, a run's progress.
    ///
    /// - Throws: ``OperationError/configuration(_:)`` when it cannot be watched.
    package nonisolated func changes() throws(OperationError) -> AsyncStream<Void> {
        return try configured(home.changes())
    }

    /// The usage counters look back 30 days.
    static let usagePeriod: TimeInterval = 30 * 86_400

    /// So many entries of the log are part of the status.
    private static let newestEntries = 60

    /// The days that the counters add up: those of this machine's time zone, in whatever language.
    static func usageTimes(until end: Date) -> [Range<Date>] {
        UsageDay.days(from: end - usagePeriod, to: end, in: Calendar(identifier: .gregorian))
    }

    /// What happened, newest first.
    package func activity(limit: Int) throws(OperationError) -> [ActivityEntry] {
        return try recorded(ledger.activity(limit: limit))
    }

    /// Checks that the log is as it was written. Answers in a sentence, and whether it is.
    package func verifyLog() throws(OperationError) -> (isIntact: Bool, sentence: String) {
        switch try recorded(ledger.verifyAudit()) {
        case .intact(let entries): return (true, "All \(entries) entries are as they were written.")
        case .broken(let entry, let finding):
            let place = entry.map { "Entry \($0) is not what was written" } ?? "The log is not what was written"
            return (false, "\(place): \(finding). Compare with a backup of \(home.ledgerPlace).")
        }
    }

    /// The newest failures, newest first.
    package func failures(limit: Int = 1_000) throws(OperationError) -> [ActivityEntry] {
        return try recorded(ledger.activity(limit: limit, failuresOnly: true))
    }

    /// The connection to the app as configured now.
    func application() throws(OperationError) -> ApplicationConnection {
        let configuration = try configuration()
        let (settings, profile) = (configuration.application, try application(of: configuration))
        if let connection, connection.settings == settings, connection.profile == profile { return connection.value }
        let value = try ApplicationConnection(
            settings: settings, profile: profile, credentials: credentials, transport: transport, time: time)
        connection = (settings, profile, value)
        return value
    }
}
