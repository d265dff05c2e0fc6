import Foundation
import Provisioning
import Sync
import Terminal
import Wording

/// The words of an account on the screen.
enum AccountWords {
    /// Since when the person has it.
    static func since(_ account: ListedAccount) -> String { account.since?.dayWords ?? "" }

    /// What was found, in two words; with how much more.
    static func finding(_ account: ListedAccount) -> String {
        let open = account.findings.filter { $0.state != .ignored }
        guard let first = open.first(where: \.isWaiting) ?? open.first else { return account.findings.isEmpty ? "" : "ignored" }
        let more = open.count > 1 ? " +\(open.count - 1)" : ""
        return (account.decision.map { "to \($0.verdict.rawValue)" } ?? first.finding.kind.words) + more
    }

    /// What to make of the account that authorized the app: it may be nobody's here, and no decision is needed for the runs; `nil` for others, and where nothing
    /// was found about it.
    static func authorizing(_ account: ListedAccount, _ model: ConsoleModel) -> String? {
        let isAuthorizing =
            account.id == model.status?.authorization.owner || account.userName == model.configuration.application.protectedAccount
        guard isAuthorizing, account.findings.contains(where: \.isWaiting) else { return nil }
        return "This is the account that authorized the app: no run suspends or deletes it. If you keep it by hand, ignore the finding (I)."
    }

    /// The account in a sentence, for the room below the list.
    static func sentence(_ account: ListedAccount, _ model: ConsoleModel) -> String {
        if let words = authorizing(account, model) { return words }
        let who = account.personID == nil ? "nobody's" : "\(account.name) <\(account.email)>"
        let found = account.findings.first { $0.isWaiting } ?? account.findings.first
        return
            "\(account.userName), account \(account.id): \(who); \(account.ruleWords)\(found.map { "; \($0.finding.kind.words), \($0.state.words)" } ?? "")."
    }
}

/// What there is to know about an account.
extension Detail {
    init(_ account: ListedAccount, _ model: ConsoleModel) {
        let labels = model.targets.labelsByPath
        var lines: [Line] = [
            .heading(account.userName),
            .fact(
                "Account", "\(account.id), \(account.isActive.map { $0 ? "active" : "not active" } ?? "whether it is active is not known")", .normal),
            .fact(
                "Whose",
                "\(account.personID == nil ? "nobody's in the directory" : "\(account.name) <\(account.email)>")\(account.isLinked ? "" : "; no link leads to it")",
                .normal),
            .fact("Rule", account.ruleWords, .normal),
        ]
        if let since = account.since { lines.append(.fact("Since", since.words, .normal)) }
        if let read = account.lastRead { lines.append(.fact("Last read", "by itself, \(read.words)", .muted)) }
        lines.append(account.findings.isEmpty ? .text("Nothing was found about it.", .muted) : .heading("Findings"))
        if let words = AccountWords.authorizing(account, model) { lines.append(.text(words, .accent)) }
        for found in account.findings {
            let words = found.finding.words(labels: labels)
            lines.append(.text(words.prefix(1).uppercased() + words.dropFirst() + ".", found.isWaiting ? .warning : .normal))
            lines.append(.text("Seen \(found.finding.firstSeen.words); \(found.state.words).", .muted))
        }
        if let decision = account.decision {
            lines += [.heading("Decision"), .text("On \(decision.made.words): to \(decision.verdict.words).", .accent)]
        }
        self.init(lines)
    }
}
