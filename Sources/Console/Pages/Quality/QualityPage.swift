import Directory
import Provisioning
import Sync
import Terminal
import Wording

extension Place {
    static let quality = Place(
        "Data quality", words: "what the app would refuse", keywords: "phone numbers formats validate mend", below: .mapping
    ) { _ in QualityPage() }
}

/// What the app would refuse of everybody in scope, or what is left out, grouped by rule, each with what would mend it and the people behind it.
struct QualityPage: Page {
    var crumb: String { Place.quality.name }
    let help = [
        "Every value of everybody in scope is compared with what the app accepts, by the attribute mapping as it is saved. Nothing is written to the app.",
        "Where a step of the mapping would help, it is proposed: D takes the proposal that helps most, and saves it. The rest has to be fixed in the directory; Enter shows "
            + "the people. Ctrl-R reads the directory again.",
    ]

    /// Reads the whole directory.
    struct Check: PageReading {
        static let isReplaced = true
        func perform(_ services: ConsoleServices) async throws -> DataQuality { try await services.checks.quality(of: nil) }
    }

    /// The longest list of people that is shown; the command writes all of them.
    private static let longestList = 500

    private var quality: DataQuality?
    private var problem: String?
    private var list = ListView(count: 0)

    func appeared(_ model: ConsoleModel) -> [ConsoleEffect] { [.task(Check())] }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        let ofOne = selected.map { [KeyHint("Enter", "People")] + ($0.proposals.isEmpty ? [] : [PageKey.proposed.hint]) }
        return (ofOne ?? []) + [PageKey.readAgain.hint]
    }

    private var findings: [DataQuality.Finding] { quality?.findings ?? [] }
    private var selected: DataQuality.Finding? {
        list.selection.flatMap { findings.indices.contains($0) ? findings[$0] : nil }
    }

    mutating func take(_ event: ConsoleEvent, _ model: ConsoleModel) -> [ConsoleEffect] {
        switch event.answer(of: Check.self) {
        case .success(let quality):
            (self.quality, problem) = (quality, nil)
            list.count = quality.findings.count
        case .failure(let failure): problem = failure.text
        case nil: break
        }
        return event.saved == nil ? [] : [.task(Check())]
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        switch key {
        case .escape: return [.back]
        case .enter:
            guard let selected else { return [] }
            return [.push(EntryPage(selected.label, Detail(selected, model, people: Self.longestList)))]
        case PageKey.proposed.key:
            guard let selected else { return [] }
            guard let proposal = selected.proposals.first else { return [.tell(selected.cure, .muted)] }
            var edited = model.configuration
            edited.autoprovisioning = proposal.applied(to: edited.autoprovisioning)
            return [.task(Save.change(edited, .stay))]
        case PageKey.readAgain.key: return [.task(Check())]
        default: _ = list.handle(key, visibleRows: model.listRows)
        }
        return []
    }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        if let problem { return _ = canvas.paragraph(problem, in: rect.dropping(top: 1), role: .danger) }
        guard let quality else {
            return _ = canvas.text("Reading the whole directory...", at: rect.line(1).origin, role: .muted, width: rect.columns)
        }
        var rows = RowCursor(rect)
        let role: Role = quality.refused > 0 ? .danger : quality.findings.isEmpty ? .success : .warning
        rows.skip(max(1, canvas.paragraph(quality.summary, in: rows.rest.top(2), role: role)))
        rows.skip(rect.rows > 16 ? 1 : 0)
        let split = ListWithDetail(rows.rest, model)
        drawList(on: &canvas, in: split.list, model, isBeside: split.detail != nil)
        split.draw(selected.map { Detail($0, model, people: 40) }, on: &canvas)
    }

    /// - Parameter isBeside: whether the detail of the selected row stands beside the list.
    private func drawList(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel, isBeside: Bool) {
        guard !findings.isEmpty else { return }
        var rows = RowCursor(rect)
        let texts = findings.map { ["\($0.cases.count)", $0.label, $0.verdict] }
        let table = Table(
            [
                TableColumn("People", minimumWidth: 6, idealWidth: 6, alignment: .end), TableColumn("Attribute", minimumWidth: 12, idealWidth: 18),
                TableColumn("What is wrong", minimumWidth: 24, isStretching: true),
            ], width: rect.columns - 4, texts: texts)
        table.drawHeader(on: &canvas, in: rows.next().dropping(left: 2))
        let below = selected == nil || isBeside ? 0 : min(5, (rows.rest.rows - 1) / 2)
        let places = rows.rest.splitList(rows: findings.count, below: below)
        var list = list
        list.visibleRows = max(1, places.list.rows)
        list.draw(on: &canvas, in: places.list, focused: true) { index, canvas, line, _ in
            canvas.reads(as: texts[index][1], state: "\(texts[index][0]) people; \(texts[index][2])", in: line)
            table.drawRow(texts[index], roles: [.normal, .normal, findings[index].rule.isRefusal ? .danger : .warning], on: &canvas, in: line)
        }
        guard let selected, !isBeside, !places.below.isEmpty else { return }
        let labels = model.targets.labelsByPath
        let proposal = selected.proposals.first.map { "\($0.words(labels: labels)). It helps \($0.helps.people): press D." } ?? selected.cure
        canvas.paragraph(proposal, in: places.below, role: selected.proposals.isEmpty ? .muted : .accent)
    }
}

extension Detail {
    /// A finding with what would mend it, and the people behind it.
    fileprivate init(_ finding: DataQuality.Finding, _ model: ConsoleModel, people: Int) {
        let labels = model.targets.labelsByPath
        var lines: [Line] = [.heading(finding.label), .text(finding.rule.words, finding.rule.isRefusal ? .danger : .warning)]
        for proposal in finding.proposals { lines.append(.fact("Helps \(proposal.helps)", "\(proposal.words(labels: labels))", .accent)) }
        if finding.proposals.isEmpty { lines.append(.text(finding.cure, .muted)) }
        lines.append(.heading(finding.cases.count.people))
        for person in finding.cases.prefix(people) {
            lines.append(.text("\(person.name) <\(person.email)>: \(person.value.typed ?? "no value")", .normal))
        }
        let rest = finding.cases.count - people
        if rest > 0 { lines.append(.text("and \(rest) more: autoprovision quality --csv", .muted)) }
        self.init(lines)
    }
}
