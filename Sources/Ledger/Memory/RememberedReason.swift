import Foundation
import Provisioning

/// Why an entry is in a plan, as the ledger keeps it: a word with parameters.
struct RememberedReason: Codable {
    private enum Word: String, Codable {
        case entitled, attributesChanged, deprovisioning, undo
    }

    private let word: Word
    private var unit: String?
    private var group: String?
    private var scopeGroup: String?
    private var labels: [String]?
    private var action: DeprovisioningAction?
    private var cause: DeprovisioningCause?
    private var firstSeen: Double?
    private var due: Double?
    private var run: Int64?

    /// Takes a reason apart; `nil` for one that is not kept.
    init?(_ reason: PlanReason) {
        if case .entitled(let access, let scopeGroup) = reason {
            word = .entitled
            switch access {
            case .organizationalUnit(let path): unit = path
            case .group(let name): group = name
            }
            self.scopeGroup = scopeGroup
        } else if case .attributesChanged(let labels) = reason {
            (word, self.labels) = (.attributesChanged, labels)
        } else if case .deprovisioning(let scheduled, _) = reason {
            // The cause says enough: the detail is what only the directory could tell anew.
            (word, action, cause) = (.deprovisioning, scheduled.action, scheduled.cause)
            (firstSeen, due) = (scheduled.firstSeen.timeIntervalSince1970, scheduled.due.timeIntervalSince1970)
        } else if case .undo(let run) = reason {
            (word, self.run) = (.undo, run)
        } else {
            return nil
        }
    }

    /// The reason; `nil` when something of it is missing.
    var reason: PlanReason? {
        switch word {
        case .entitled:
            guard let access = unit.map(AccessPath.organizationalUnit(path:)) ?? group.map(AccessPath.group(name:)) else { return nil }
            return .entitled(access: access, scopeGroup: scopeGroup)
        case .attributesChanged: return .attributesChanged(labels ?? [])
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
