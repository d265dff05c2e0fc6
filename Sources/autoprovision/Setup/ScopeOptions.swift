import ArgumentParser
import Directory
import Engine
import Provisioning
import Sync

/// The options of `setup` about who is in the scope, and who is left alone.
struct ScopeOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Restrict the scope to this group. Repeatable; replaces the groups of the scope.", valueName: "group"))
    var scopeGroup: [String] = []
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "A condition that everybody in the scope must meet: 'organizations[primary].department=Sales|Support' (is one of), != (is not), ^= (begins with) or ~ (a "
                + "regular expression finds something). Repeatable; replaces the conditions.", valueName: "attribute=value"),
        transform: Self.condition)
    var scopeCondition: [ScopeCondition] = []
    @Flag(help: "Lift the restriction to groups and all conditions.") var scopeEveryone = false
    @Flag(inversion: .prefixedNo, help: "Members of groups inside the groups of the scope count too, or not.") var nestedMembers: Bool?
    @Option(
        help: ArgumentHelp(
            "When people on a secondary domain are left out: excludedWithGroups (when groups restrict the scope, which is Google's rule) or excluded (always).",
            valueName: "rule"), completion: .list(ProvisioningScope.SecondaryDomainRule.allCases.map(\.rawValue)), transform: Self.rule)
    var secondaryDomains: ProvisioningScope.SecondaryDomainRule?
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "Leave this person alone, whatever the directory says: address, id or whole name. Repeatable; replaces the excluded people. An empty text excludes nobody.",
            valueName: "person"))
    var excludePerson: [String] = []
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "Leave this account of the app alone: its user name or id. Repeatable; replaces the excluded accounts. An empty text excludes none.",
            valueName: "account"))
    var excludeAccount: [String] = []

    func validate() throws {
        guard (scopeGroup.isEmpty && scopeCondition.isEmpty) || !scopeEveryone else {
            throw ValidationError("--scope-everyone does not go with --scope-group or --scope-condition.")
        }
    }

    private static func condition(_ text: String) throws -> ScopeCondition {
        do throws(ScopeCondition.TextProblem) { return try ScopeCondition(parsing: text) } catch { throw ValidationError(error.description) }
    }

    private static func rule(_ text: String) throws -> ProvisioningScope.SecondaryDomainRule {
        guard let rule = ProvisioningScope.SecondaryDomainRule(rawValue: text) else {
            let valid = ProvisioningScope.SecondaryDomainRule.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\"\(text)\" is not a rule for secondary domains; there are \(valid).")
        }
        return rule
    }

    /// Changes the settings.
    func apply(to change: inout SetupChange, in workspace: Workspace) async throws {
        if scopeEveryone { (change.configuration.autoprovisioning.scope.groups, change.configuration.autoprovisioning.scope.conditions) = ([], []) }
        if let nestedMembers { change.configuration.autoprovisioning.scope.includesNestedMembers = nestedMembers }
        if let secondaryDomains { change.configuration.autoprovisioning.scope.secondaryDomains = secondaryDomains }
        if !scopeCondition.isEmpty { change.configuration.autoprovisioning.scope.conditions = scopeCondition }
        if !scopeGroup.isEmpty {
            change.configuration.autoprovisioning.scope.groups = try GroupLookup.references(
                scopeGroup, in: try await workspace.setup.groups(of: change))
        }
        if !excludeAccount.isEmpty { change.configuration.exclusions.accounts = excludeAccount.filter { !$0.isEmpty } }
        let people = excludePerson.filter { !$0.isEmpty }
        if !people.isEmpty {
            let known = try await workspace.setup.people(of: change)
            change.configuration.exclusions.people = try people.map { try PersonLookup.excluded($0, in: known) }
        } else if !excludePerson.isEmpty {
            change.configuration.exclusions.people = []
        }
    }
}

/// Finds the people that somebody named on the command line.
private enum PersonLookup {
    static func excluded(_ name: String, in people: [ListedPerson]) throws(OperationError) -> ExcludedPerson {
        let wanted = name.lowercased()
        let exact = people.filter { $0.id == name || $0.email.lowercased() == wanted }
        // An address that somebody else had before belongs to whoever has it now.
        let present = exact.filter { $0.status != nil && $0.status != .deleted }
        let matches = !present.isEmpty ? present : !exact.isEmpty ? exact : people.filter { $0.name.lowercased() == wanted }
        guard let person = matches.first else {
            let similar = SimilarNames(to: name, in: people, names: { [$0.name, $0.email] }, label: \.email)
            throw .invalidInput(
                "Nobody in the directory is called \"\(name)\".\(similar.sentence(otherwise: "Name the person by address."))")
        }
        guard matches.count == 1 else {
            throw .invalidInput(
                "Several people are called \"\(name)\". Name one by address: \(matches.map(\.email).joined(separator: ", ")).")
        }
        return ExcludedPerson(id: person.id, email: person.email)
    }
}
