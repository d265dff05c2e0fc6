import Foundation

/// Reasons are kept as data: a word with parameters. The ledger keeps this layout, so its names stay; a later version may add some.
extension PlanReason: Codable {
    private struct Record: Codable {
        enum Word: String, Codable {
            case entitled, attributesChanged, restoring, decided, deprovisioning, undo
        }

        let word: Word
        var unit: String?
        var group: String?
        var scopeGroup: String?
        var labels: [String]?
        var changed: [String]?
        var verdict: AccountDecision.Verdict?
        var action: DeprovisioningAction?
        var cause: DeprovisioningCause?
        var firstSeen: Double?
        var due: Double?
        var detail: Exclusion?
        var run: Int64?

        init(_ word: Word) { self.word = word }
    }

    package func encode(to encoder: any Encoder) throws {
        var record: Record
        switch self {
        case .entitled(let access, let scopeGroup):
            record = Record(.entitled)
            switch access {
            case .organizationalUnit(let path): record.unit = path
            case .group(let name): record.group = name
            }
            record.scopeGroup = scopeGroup
        case .attributesChanged(let labels):
            record = Record(.attributesChanged)
            record.labels = labels
        case .restoring(let labels, let changed):
            record = Record(.restoring)
            (record.labels, record.changed) = (labels, changed)
        case .decided(let verdict):
            record = Record(.decided)
            record.verdict = verdict
        case .deprovisioning(let scheduled, let detail):
            record = Record(.deprovisioning)
            (record.action, record.cause, record.detail) = (scheduled.action, scheduled.cause, detail)
            (record.firstSeen, record.due) = (scheduled.firstSeen.timeIntervalSince1970, scheduled.due.timeIntervalSince1970)
        case .undo(let run):
            record = Record(.undo)
            record.run = run
        }
        try record.encode(to: encoder)
    }

    package init(from decoder: any Decoder) throws {
        let record = try Record(from: decoder)
        switch record.word {
        case .entitled:
            guard let access = record.unit.map(AccessPath.organizationalUnit(path:)) ?? record.group.map(AccessPath.group(name:)) else { break }
            self = .entitled(access: access, scopeGroup: record.scopeGroup)
            return
        case .attributesChanged:
            self = .attributesChanged(record.labels ?? [])
            return
        case .restoring:
            self = .restoring(record.labels ?? [], changed: record.changed ?? [])
            return
        case .decided:
            guard let verdict = record.verdict else { break }
            self = .decided(verdict)
            return
        case .deprovisioning:
            guard let action = record.action, let cause = record.cause, let firstSeen = record.firstSeen, let due = record.due else { break }
            let scheduled = ScheduledAction(
                action: action, cause: cause, firstSeen: Date(timeIntervalSince1970: firstSeen), due: Date(timeIntervalSince1970: due))
            self = .deprovisioning(scheduled, detail: record.detail)
            return
        case .undo:
            guard let run = record.run else { break }
            self = .undo(run: run)
            return
        }
        throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "\(record.word.rawValue) lacks a parameter"))
    }

    /// The same without what only the directory could tell anew: the cause says enough.
    package var withoutDetail: PlanReason {
        if case .deprovisioning(let scheduled, _) = self { .deprovisioning(scheduled, detail: nil) } else { self }
    }
}
