import Foundation
import HTTP
import Sandbox

/// Both clouds of one world with everything that is known about them: the sandbox, the truth read from its control API, and the record of what was asked.
struct CloudState: Sendable {
    /// The account whose administrator authorizes.
    static let administratorAccount = "62264420004"
    /// Dates are kept in seconds since 1970 by the ledger; a microsecond may get lost on the way.
    static let precision: TimeInterval = 0.001
    /// The app's window for its limits, and a little more, in seconds.
    static let window: TimeInterval = 70
    /// So far may the machine's clock be off without a run noticing, in seconds.
    static let clockTolerance: TimeInterval = 300

    var sandbox: SandboxWorld
    var truth = Truth()
    var accounts: [String: TrueAccount] = [:]
    var rules = WorldRules()
    var oracle = Oracle()
    var tally = Tally()
    var violations: [Violation] = []
    /// The story so far; `nil` when nobody wants to read it.
    var trace: [String]?

    /// The process that acts; requests of others come from the dead. 0 when it died.
    var process = 0
    /// Processes there were so far.
    var processes = 0
    /// A process of another machine that tries to run beside the one that acts.
    var rival: Int?
    /// Processes that live, and in whose place another machine runs.
    var overtaken: Set<Int> = []
    /// When the one who led died or lost the database, after which its lease has to run out.
    var leaderLost: Date?
    var run = RunWatch()
    /// Rate-limit groups of which the living process has seen a header.
    var groupsSeen: Set<String> = []
    /// Whether another client spends from the same budget in this world.
    var hasOtherClient = false
    /// When each process asked something for the first time, and when the last time.
    var asked: [Int: (first: Date, last: Date)] = [:]
    /// People whose accounts somebody changed by hand in the app.
    var changedByHand: Set<String> = []
    /// Accounts that were given to somebody else, and that nobody wrote to since: an update is judged by its answer, so that the first one is not prevented.
    var givenAway: Set<String> = []
    /// Accounts without an id of whose adoption the app said that it was done, although it was not: nobody can see that they are not ours.
    var adoptedInWord: Set<String> = []
    /// Accounts that our administrator decided about: to suspend, to link or to adopt them.
    var decidedAccounts: Set<String> = []
    /// The account about which the app refuses everything at present.
    var refusedAccount: String?
    /// Whose accounts the ledger surely knew when the last run ended in which nothing failed; `nil` before that.
    var holders: Set<String>?
    /// The person for whom an account was made that no run has seen yet.
    var unseenCreation: String?
    /// The answer under way says something else than what happened: who asks again afterwards wastes nothing.
    var isAnsweringFalsely = false
    /// The units as they were when nothing depended on their change, or the administrator let it through: what only their changes since bring is not done unasked. Of a run
    /// that died it is not known whether it let them count; then there are several. None where the ledger knows of no units: the next run takes them as they are.
    var acceptedUnits: [[String: String]] = []
    /// What the directory of this world knows people, groups and units by.
    var identity = Identity()
    /// Accounts that carry an id of before the kind of id changed: that id, and the one by which the person is known now, by account.
    var carried: [String: (from: String, to: String)] = [:]
    /// The newest export, in worlds whose directory is a folder of files.
    var export: Export?
    /// Whether a run has seen a whole export since the last one that was not.
    var hasSeenWholeExport = false
    /// The groups of the settings whose members the newest run saw in a whole export.
    var groupsSeenWhole: Set<String> = []
    /// The time of the export in which somebody was first missing, by person; see ``isUncertain(_:)``.
    var missingSince: [String: Date] = [:]
    /// Every unit that the world ever knew of, by id.
    var knownUnits: [String: String] = [:]
    /// Suspensions of accounts that were never activated: without an answer nobody can see them, so that they may be missing from the counters.
    var invisibleSuspensions = 0
    /// Writes that asked for what was there already.
    var wastedWrites = 0
    /// When the switch is turned off in the middle of a run, writes that were on their way still arrive.
    var writesUnderWay = 0

    /// What the living program was told that alerts go by.
    var told = ToldByServers()
    /// Where administrators are told.
    var hook = TellingHook()
    /// Whether the clock of the program's machine may be wrong in this world.
    var hasBadClock = false
    /// When it was set the last time.
    var clockSet = Date.distantPast
    /// Every group that the world ever played with, by id; a group that was deleted stays in the settings until somebody takes it out.
    var knownGroups: [String: TrueGroup] = [:]

    /// What the newest export tells.
    struct Export: Sendable {
        var modified: Date
        /// Whether part of a list is missing.
        var isPartial: Bool
        /// Whether people are named by another kind of id than before.
        var hasOtherIDs: Bool
        /// People whom it names as deleted.
        var namedAsDeleted: Set<String>
        /// Living people whom it leaves out.
        var leftOut: Set<String>
    }

    /// The run that is under way.
    struct RunWatch: Sendable {
        var start = Date.distantPast
        var requests = 0
        var writes = 0
        var reads = 0
        /// Whether the run has surely kept what it saw.
        var isKept = false
        /// What happens at which request, counted from 1.
        var plan: [Int: Disturbance] = [:]
        /// What happens at which write to an account, counted from 1.
        var writePlan: [Int: Disturbance] = [:]
        /// What happens at which read of accounts, counted from 1: after that of the list come those before and after single writes.
        var readPlan: [Int: Disturbance] = [:]
        /// Whether no answer of the app says what time it is.
        var tellsNoTime = false
        /// Whether units count from now on where this run saw them, once it has come to its end.
        var acceptsUnits = false
        /// Whether the administrator released everything that the safeguards may hold.
        var isReleased = false
        /// Of when the export was that lay there when the run began.
        var exported: Date?
        /// Accounts that were taken away so far, by kind.
        var removals: [Removal: Int] = [:]
        /// Something that the directory answered was bent.
        var wasLiedTo = false
        /// What the app says about its accounts at the first request that asks for them; `nil` is the truth.
        var appLie: AppLie?

        /// The account that nobody sees any more, with its name where it was just made.
        var unseen: (id: String, name: String?)?

        mutating func takeAppLie() -> AppLie? {
            defer { appLie = nil }
            return appLie
        }

        /// Who exists and is in no list: the only one about whom the run was lied to by that.
        var leftOut: String?

        func wasLiedTo(about person: String) -> Bool { wasLiedTo || leftOut == person }
    }

    mutating func note(_ line: @autoclosure () -> String, at moment: Date) {
        guard trace != nil else { return }
        trace?.append("\(moment.formatted(Self.traceTime)) \(line())")
    }

    mutating func note(at moment: Date, _ line: (CloudState) -> String) {
        guard trace != nil else { return }
        let text = line(self)
        note(text, at: moment)
    }

    private static let traceTime = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    mutating func violate(_ invariant: Violation.Invariant, _ detail: String, at moment: Date) {
        violations.append(Violation(invariant: invariant, detail: detail, moment: moment))
        note("VIOLATION \(invariant.rawValue): \(detail)", at: moment)
    }

    /// A person's address and id, for people.
    func name(_ id: String?) -> String {
        guard let id else { return "nobody" }
        return truth.people[id].map { "\($0.email) (\(id))" } ?? id
    }

    /// Whether a request asks the app about accounts.
    static func isRead(_ request: SandboxRequest) -> Bool { request.path.hasPrefix("/scim/v2/Users") && request.method == "GET" }

    static func isWrite(_ request: SandboxRequest) -> Bool { request.path.hasPrefix("/scim/") && request.method != "GET" }

    /// Lets the sandbox answer one request of a client, and judges what it changed.
    mutating func answer(_ request: SandboxRequest, at moment: Date) -> SandboxResponse {
        let before = accounts
        let response = sandbox.respond(to: request)
        tally.requests += 1
        // Queries of the OAuth pages are secret, and random.
        let isShown = !request.query.isEmpty && request.path.hasPrefix("/scim/")
        note("\(request.method) \(request.path)\(isShown ? "?" + request.query : "") → \(response.status)", at: moment)
        if Self.isWrite(request) {
            readAccounts()
            judge(request, before: before, answer: response, at: moment)
            // What the data quality would name is a problem of the plan: it is never sent.
            let refusal = response.status == 400 ? String(decoding: response.body, as: UTF8.self) : ""
            if refusal.contains("[extension.contact.") { violate(.refusedValue, "\(request.method) \(request.path): \(refusal)", at: moment) }
        }
        // A pace that was counted with a clock that somebody set meanwhile is excused for as long as the app's window.
        let isExcused = hasOtherClient || anotherMachineSpends(at: moment) || moment.timeIntervalSince(clockSet) < Self.window
        if response.status == 429, let group = response.headers["X-Rate-Limit-Group"], groupsSeen.contains(group), !isExcused {
            violate(.pace, "\(request.method) \(request.path) was answered 429 (\(group))", at: moment)
        }
        return response
    }
}
