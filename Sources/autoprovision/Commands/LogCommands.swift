import ArgumentParser
import Engine
import Foundation
import Provisioning
import Sync
import Terminal
import Wording

/// What happened.
struct LogCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Show what was done, newest first, and why.",
        discussion: """
            The options narrow what is shown, and can be combined. A moment is a day (2026-11-25), a day with a time (2026-11-25T14:30), both in this machine's \
            time zone, or how long ago: 90m, 24h, 7d.

            Who did something is in actor (the user of this machine) and administrator (who was signed in). As JSON and CSV everything that is asked for is printed;
            --limit prints less.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the entries as JSON.") var json = false
    @Flag(help: "Print the entries as CSV for a spreadsheet.") var csv = false
    @Option(parsing: .unconditional, help: "How many entries to show. Without it: 50, or all of them with --json or --csv.") var limit: Int?
    @Option(help: ArgumentHelp("Only people with this part in their name or address.", valueName: "text")) var person: String?
    @Option(
        help: ArgumentHelp(
            "Only what was done by one kind of action, failures, what administrators decided, or what was done to the configuration.",
            valueName: "kind")) var kind: LoggedKind?
    @Option(parsing: .unconditional, help: "Only what this run did.") var run: Int64?
    @Option(help: ArgumentHelp("Only from this moment on.", valueName: "moment"), transform: MomentArgument.init(parsing:)) var since: MomentArgument?
    @Option(help: ArgumentHelp("Only before this moment.", valueName: "moment"), transform: MomentArgument.init(parsing:)) var until: MomentArgument?
    @Flag(help: "Print entries as they come, oldest first, until Ctrl-C; with --json one line each.") var follow = false
    @Option(parsing: .unconditional, help: "With --follow: only entries behind this one, by its id; without it, those from now on.") var after: Int64?
    @Flag(help: "Check that no entry was changed, removed or inserted; ends with 2 when one was.") var verify = false

    func validate() throws {
        guard limit.map({ $0 > 0 }) ?? true else { throw ValidationError("--limit must be 1 or more.") }
        guard !json || !csv else { throw ValidationError("--json and --csv exclude one another.") }
        guard !verify || !csv else { throw ValidationError("--verify checks the whole log and prints no table; leave --csv out.") }
        guard !follow || (!csv && !verify && limit == nil && until == nil) else {
            throw ValidationError("--follow prints what is to come; leave --csv, --verify, --limit and --until out.")
        }
        guard after == nil || follow else { throw ValidationError("--after goes with --follow.") }
        let now = Date()
        guard since.map({ $0.date(now) < (until?.date(now) ?? .distantFuture) }) ?? true else {
            throw ValidationError("--since lies after --until, so nothing can be shown.")
        }
    }

    /// So many lines a person reads.
    private static let readableNumber = 50
    private static let readAtOnce = 500

    /// What the log shows of each entry.
    private static let columns = [
        TableColumn("When", minimumWidth: 16, idealWidth: 16), TableColumn("Run", priority: 4, minimumWidth: 6, idealWidth: 7),
        TableColumn("What", priority: 2, minimumWidth: 9, idealWidth: 12), TableColumn("Who", minimumWidth: 14, idealWidth: 32),
        TableColumn("Why", priority: 3, minimumWidth: 14, idealWidth: 40),
    ]

    private func query(at now: Date) -> ActivityQuery {
        var query = ActivityQuery(text: person ?? "", what: kind?.what ?? .everything, run: run)
        if since != nil || until != nil { query.time = (since?.date(now) ?? .distantPast)..<(until?.date(now) ?? .distantFuture) }
        return query
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        if verify {
            let verdict = try await workspace.history.verifyLog()
            if json { try Output.json(["intact": verdict.isIntact]) } else { Output.line(verdict.sentence(ledger: workspace.home.ledgerPlace)) }
            return verdict.isIntact ? .done : .misconfigured
        }
        let query = self.query(at: workspace.now)
        if follow { return try await LogFollower(workspace: workspace, query: query, after: after, json: json).follow() }
        let (found, total) = try await workspace.history.find(query)
        let shown = min(found.count, limit ?? (json || csv ? found.count : Self.readableNumber))
        let list = JSONListOutput()
        if csv { Output.record(ActivityEntry.csvHeader) }
        // Piece by piece: a log of years takes no more memory than one of a day.
        for start in stride(from: 0, to: shown, by: Self.readAtOnce) {
            let entries = try await workspace.history.entries(found.ids(start..<min(shown, start + Self.readAtOnce)))
            if json {
                try list.append(entries.map(ActivityReport.init))
            } else if csv {
                for entry in entries { Output.record(entry.csvRecord) }
            } else {
                var list = ListOutput(Self.columns)
                for entry in entries {
                    list.append(
                        [entry.time.words, entry.runWords, entry.what, entry.subject, ActivityReport.why(entry)], line: ActivityReport.sentence(entry)
                    )
                }
                list.print()
            }
        }
        if json { list.end() }
        if !json, shown == 0 { Output.note(total == 0 ? "Nothing happened yet." : "None of the \(total) entries of the log matches.") }
        if !json, shown < found.count { Output.note("\(found.count - shown) older ones are not shown; --limit shows more.") }
        return .done
    }
}

/// What of the log is wanted.
enum LoggedKind: String, ExpressibleByArgument, CaseIterable {
    case create, adopt, update, rename, suspend, reenable, delete, failures, decisions, configuration

    var what: ActivityQuery.What {
        switch self {
        case .failures: .failures
        case .decisions: .decisions
        case .configuration: .configuration
        default: ActionKind(rawValue: rawValue).map(ActivityQuery.What.done) ?? .everything
        }
    }
}
