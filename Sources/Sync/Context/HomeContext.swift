import Directory
import Engine
import FileHome
import Foundation
import HTTP
import Ledger
import Provisioning
import RingCentral
import Timing
import ValueLibraries

/// What every operation at a home needs, and the short questions that all of them ask.
///
/// It has no isolation. Its parts guard themselves: configuration and ledger by the lock of the home and by transactions, because other processes work at the same
/// home, and what is kept in memory by ``Kept``. But most questions ask the home itself, and a home in a database may make its caller wait: ask them from a
/// ``HomeService``, which has threads for that.
final class HomeContext: Sendable {
    /// Where everything is kept, besides the ledger.
    let home: any HomeStorage
    /// Where the work at it is done.
    let executor: HomeExecutor
    let ledger: Ledger
    /// The ledger for a run that holds the lock: one that writes nothing any more once somebody else has it.
    let fencing: @Sendable (Ledger) -> Ledger
    let store: ConfigurationStore
    /// The configuration with its history.
    let configurations: ConfigurationHistory
    let credentials: CredentialStore
    /// What the steps of the attribute mapping need to know about the world.
    let valueTools: MachineValueTools
    let transport: ServerClock
    /// The same without the watch over this machine's clock: what a webhook's server says about the time is nobody's concern.
    let plainTransport: any HTTPTransport
    /// The system's user who works here, for the log.
    let user: String
    let time: Time
    /// The machine's own time, which tells whether a token of Google's is still good. It differs from ``time`` only in a home that `demo` made.
    let machineTime: Time

    /// The connection to the app.
    let connection = Kept<ConnectionOrigin, ApplicationConnection>()
    /// The way to Google: its token is good for an hour, whatever is asked.
    let google = Kept<GoogleOrigin, any DirectorySource>()
    /// Who is left alone by the newest plan, by the mark of that plan.
    let leftAlone = Kept<String, LeftAlone>()

    /// Puts the parts of an opened home together.
    ///
    /// - Parameters:
    ///   - mayWait: whether the home may make its callers wait.
    ///   - demo: the clock of a home that `demo` made; `nil` for every other one.
    init(
        _ home: any HomeStorage, mayWait: Bool, ledger: Ledger, environment: [String: String], transport: any HTTPTransport, time: Time,
        uptime: (@Sendable () -> TimeInterval)?, fencing: @escaping @Sendable (Ledger) -> Ledger, demo: (ConfigurationStore) -> DemoClock?
    ) {
        self.home = home
        executor = HomeExecutor(mayWait: mayWait)
        self.fencing = fencing
        self.ledger = ledger
        user = ActorName.current(environment: environment)
        machineTime = time
        plainTransport = transport
        let readings = home.localState.appending(path: "value-readings")
        valueTools = MachineValueTools(
            read: { try? Data(contentsOf: readings) },
            // Without it the next process reads everything again.
            write: { try? SecureFile.write($0, to: readings, isDurable: false) },
            places: {
                let told = ToldPlaces(in: home)
                return (told.dictionary, told.edition)
            })
        store = ConfigurationStore(
            home: home, targets: RingCentralProfile.targetAttributes, standardAttributes: Set(DirectoryAttribute.standard.map(\.id)),
            valueTools: valueTools)
        credentials = CredentialStore(home: home, environment: environment, time: time)
        let demo = demo(store)
        let ownTime = demo.map(time.moved) ?? time
        self.time = ownTime
        self.transport = ServerClock(
            watching: demo.map { MovedDates(transport: transport, clock: $0) } ?? transport, now: ownTime.now, uptime: uptime)
        configurations = ConfigurationHistory(store: store, ledger: ledger, time: ownTime)
    }

    /// The moment, by the time that delays are counted with here.
    var now: Date { time.now() }
}
