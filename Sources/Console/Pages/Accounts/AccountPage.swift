import Foundation
import Provisioning
import Terminal
import Wording

/// One account in full.
struct AccountPage: Page {
    let crumb: String
    let help = ["Everything that is known about this account. Up and Down scroll where it is longer than the screen."]
    private let lines: [AccountWords.Line]
    private var offset = 0

    init(_ account: ListedAccount, _ targets: [TargetAttribute]) {
        crumb = account.userName
        lines = AccountWords.lines(account, targets)
    }

    private func wrapped(columns: Int) -> [AccountWords.Line] {
        lines.flatMap { line in DisplayText.wrapped(line.text, columns: max(1, columns)).map { AccountWords.Line($0, line.role) } }
    }

    private func last(_ model: ConsoleModel) -> Int { max(0, wrapped(columns: model.pageSize.columns).count - max(1, model.pageSize.rows - 1)) }

    func hints(_ model: ConsoleModel) -> [KeyHint] { last(model) > 0 ? [KeyHint("Up/Down", "Scroll")] : [] }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        switch key {
        case .escape: return [.back]
        case .up, .character("k"): offset = max(0, offset - 1)
        case .down, .character("j"): offset = min(last(model), offset + 1)
        default: break
        }
        return []
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        for (row, line) in wrapped(columns: rect.columns).dropFirst(offset).prefix(max(0, rect.rows - 1)).enumerated() {
            canvas.text(line.text, at: rect.line(row + 1).origin, role: line.role, width: rect.columns)
        }
    }
}

/// The words of an account on the screen.
enum AccountWords {
    /// A line of the detail.
    struct Line: Sendable {
        let text: String
        let role: Role

        init(_ text: String, _ role: Role = .normal) { (self.text, self.role) = (text, role) }
    }

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
        let who = account.personID == nil ? "nobody's" : "\(account.name) <\(account.email)>"
        let found = account.findings.first { $0.isWaiting } ?? account.findings.first
        return
            "\(account.userName), account \(account.id): \(who); \(account.ruleWords)\(found.map { "; \($0.finding.kind.words), \($0.state.words)" } ?? "")."
    }

    /// All of it.
    static func lines(_ account: ListedAccount, _ targets: [TargetAttribute]) -> [Line] {
        let labels = targets.labelsByPath
        var lines = [
            Line(account.userName, .heading),
            Line("Account \(account.id), \(account.isActive.map { $0 ? "active" : "not active" } ?? "whether it is active is not known")"),
            Line(
                "Whose: \(account.personID == nil ? "nobody's in the directory" : "\(account.name) <\(account.email)>")\(account.isLinked ? "" : "; no link leads to it")"
            ),
            Line("Rule: \(account.ruleWords)"),
        ]
        if let since = account.since { lines.append(Line("Since: \(since.words)")) }
        if let read = account.lastRead { lines.append(Line("Last read by itself: \(read.words)", .muted)) }
        if account.findings.isEmpty { lines.append(Line("Nothing was found about it.", .muted)) }
        for found in account.findings {
            lines.append(Line(""))
            let words = found.finding.words(labels: labels)
            lines.append(Line(words.prefix(1).uppercased() + words.dropFirst() + ".", found.isWaiting ? .warning : .normal))
            lines.append(Line("Seen \(found.finding.firstSeen.words); \(found.state.words).", .muted))
        }
        if let decision = account.decision {
            lines.append(Line(""))
            lines.append(Line("Decided on \(decision.made.words): to \(decision.verdict.words).", .accent))
        }
        return lines
    }
}
