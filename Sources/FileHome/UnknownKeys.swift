import Foundation
import Provisioning

/// Finds keys that this program does not know: mostly typing errors, which would otherwise silently mean nothing.
enum UnknownKeys {
    /// The keys that are allowed at each place; a place that is missing here takes any key.
    private static let known = always.merging(ofCauses) { fixed, _ in fixed }

    private static let always: [String: Set<String>] = [
        "": [
            "$schema", "version", "revision", "administrator", "directory", "application", "singleSignOnAcknowledged", "userAccess",
            "autoprovisioning",
            "safeguards", "runIntervalMinutes", "reconciliation", "exclusions", "alerts",
        ],
        "directory": [
            "source", "keyFile", "federationFile", "metadataServer", "administrator", "customer", "primaryDomain", "apiBaseURL", "folder",
        ],
        "application": ["baseURL", "clientID", "redirectPort", "profile", "protectedAccount"],
        "userAccess": ["organizationalUnits", "groups"],
        "autoprovisioning": ["setupProgress", "mapping", "tables", "companyCountry", "scope", "deprovisioning", "on", "firstTurnedOn"],
        "autoprovisioning.mapping": ["target", "from", "drift"],
        "reconciliation": ["readEveryDays"],
        "alerts": ["conditions", "repeatHours", "mail", "webhook", "command", "pings"],
        "alerts.conditions": ["id", "on", "threshold", "ways"],
        "alerts.mail": ["to", "from", "server", "port", "security", "user", "certificates", "sendmail"],
        "alerts.webhook": ["form", "host"],
        "autoprovisioning.mapping.from": ["attribute", "fixed", "steps"],
        "autoprovisioning.scope": ["groups", "conditions", "includesNestedMembers", "secondaryDomains"],
        "autoprovisioning.scope.conditions": Set(["attribute"] + ScopeCondition.Test.allCases.map(\.rawValue)),
        "exclusions": ["people", "accounts"],
        "exclusions.people": ["id", "email"],
        "autoprovisioning.scope.groups": ["id", "email", "name"],
        "userAccess.organizationalUnits": ["id", "path", "access"],
        "userAccess.groups": ["id", "email", "name"],
        "autoprovisioning.deprovisioning": Set(DeprovisioningCause.allCases.map(\.rawValue)),
    ]

    private static let ofCauses: [String: Set<String>] = Dictionary(
        uniqueKeysWithValues: DeprovisioningCause.allCases.map { cause in
            ("autoprovisioning.deprovisioning.\(cause.rawValue)", Set(DeprovisioningAction.allCases.map(\.rawValue)))
        })

    static func find(in object: Any) -> [ConfigurationProblem] {
        walk(object, place: "", shown: "")
    }

    private static func walk(_ value: Any, place: String, shown: String) -> [ConfigurationProblem] {
        if let elements = value as? [Any] {
            return elements.enumerated().flatMap { walk($1, place: place, shown: "\(shown)[\($0)]") }
        }
        guard let members = value as? [String: Any], let allowed = known[place] else { return [] }
        // In version 1 the keys are the paths of units.
        if place == "userAccess.organizationalUnits", !shown.hasSuffix("]") { return [] }
        return members.keys.sorted().flatMap { key -> [ConfigurationProblem] in
            let path = shown.isEmpty ? key : "\(shown).\(key)"
            guard allowed.contains(key) else {
                return [ConfigurationProblem(path: path, message: "no such key; there are \(allowed.sorted().joined(separator: ", ")).")]
            }
            return walk(members[key] ?? [], place: place.isEmpty ? key : "\(place).\(key)", shown: path)
        }
    }
}
