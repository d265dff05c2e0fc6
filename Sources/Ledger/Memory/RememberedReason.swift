import Foundation
import Provisioning

/// Why an entry is in a plan, as the ledger keeps it: a word with parameters.
struct RememberedReason: Codable {
    private enum Word: String, Codable {
        case entitled, attributesChanged, restoring, decided, deprovisioning, undo
    }

    private let word: Word
    private var unit: String?
    private var group: String?
    private var scopeGroup: String?
    private var labels: [String]?
    private var changed: [String]?
    private var verdict: String?
    private var action: DeprovisioningAction?
    private var cause: DeprovisioningCause?
    private var firstSeen: Double?
    private var due: Double?
    private var run: Int64?

    init(_ reason: PlanReason) {
        switch reason {
        case .entitled(let access, let scopeGroup):
            word = .entitled
            switch access {
            case .organizationalUnit(let path): unit = path
            case .group(let name): group = name
            }
            self.scopeGroup = scopeGroup
        case .attributesChanged(let labels): (word, self.labels) = (.attributesChanged, labels)
        case .restoring(let labels, let changed): (word, self.labels, self.changed) = (.restoring, labels, changed)
        case .decided(let verdict): (word, self.verdict) = (.decided, verdict.rawValue)
        // The cause says enough: the detail is what only the directory could tell anew.
        case .deprovisioning(let scheduled, _):
            (word, action, cause) = (.deprovisioning, scheduled.action, scheduled.cause)
            (firstSeen, due) = (scheduled.firstSeen.timeIntervalSince1970, scheduled.due.timeIntervalSince1970)
        case .undo(let run): (word, self.run) = (.undo, run)
        }
    }

    /// The reason; `nil` when something of it is missing.
    var reason: PlanReason? {
        switch word {
        case .entitled:
            guard let access = unit.map(AccessPath.organizationalUnit(path:)) ?? group.map(AccessPath.group(name:)) else { return nil }
            return .entitled(access: access, scopeGroup: scopeGroup)
        case .attributesChanged: return .attributesChanged(labels ?? [])
        case .restoring: return .restoring(labels ?? [], changed: changed ?? [])
        case .decided: return verdict.flatMap(AccountDecision.Verdict.init(rawValue:)).map { .decided($0) }
        case .deprovisioning:
            guard let action, let cause, let firstSeen, let due else { return nil }
            return .deprovisioning(
                ScheduledAction(action: action, cause: cause, firstSeen: Ledger.date(firstSeen), due: Ledger.date(due)), detail: nil)
        case .undo: return run.map { .undo(run: $0) }
        }
    }
}

/// A problem of a plan, as the ledger keeps it: its word for machines with parameters.
struct RememberedProblem: Codable {
    private let code: String
    private var labels: [String]?
    private var text: String?
    private var other: String?
    private var kind: ActionKind?

    init(_ problem: PlanProblem) {
        code = problem.code
        switch problem {
        case .missingValues(let labels), .tooLong(let labels): self.labels = labels
        case .accountOfAnother(let userName, let externalID): (text, other) = (userName, externalID)
        case .authorizingAccount(let kind): self.kind = kind
        case .sameUserName(let userName, let other): (text, self.other) = (userName, other)
        case .lookupRefused(let reason): text = reason
        }
    }

    /// The problem; `nil` when something of it is missing or not known to this program.
    var problem: PlanProblem? {
        switch (code, labels, text, other, kind) {
        case ("missingValues", let labels?, _, _, _): .missingValues(labels)
        case ("tooLong", let labels?, _, _, _): .tooLong(labels)
        case ("accountOfAnother", _, let text?, let other?, _): .accountOfAnother(userName: text, externalID: other)
        case ("authorizingAccount", _, _, _, let kind?): .authorizingAccount(kind)
        case ("sameUserName", _, let text?, let other?, _): .sameUserName(userName: text, other: other)
        case ("lookupRefused", _, let text?, _, _): .lookupRefused(reason: text)
        default: nil
        }
    }
}
