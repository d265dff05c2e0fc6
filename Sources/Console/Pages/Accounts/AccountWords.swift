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

    /// The account in a sentence, for the room below the list.
    static func sentence(_ account: ListedAccount) -> String {
        if let words = account.authorizingWords(on: .console) { return words }
        let who = account.personID == nil ? "belongs to nobody" : "\(account.name) <\(account.email)>"
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
                "\(account.personID == nil ? "nobody" : "\(account.name) <\(account.email)>")\(account.isLinked ? "" : "; not linked")",
                .normal),
            .fact("Rule", account.ruleWords, .normal),
        ]
        if let since = account.since { lines.append(.fact("Since", since.words, .normal)) }
        if let read = account.lastRead { lines.append(.fact("Last read", "by itself, \(read.words)", .muted)) }
        lines.append(account.findings.isEmpty ? .text("Nothing was found about it.", .muted) : .heading("Findings"))
        if let words = account.authorizingWords(on: .console) { lines.append(.text(words, .accent)) }
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
