import Directory
import FileHome
import Foundation
import JSON
import Provisioning
import Sync

extension SimulatedWorld {
    /// Connects, authorizes, sets up and turns on, as an administrator does on the first day.
    func setUp() async throws {
        let groupKeys = groupKeys
        let (connection, keyFile) = cloud.with { state in
            state.readDirectory(groups: groupKeys)
            state.acceptedUnits = [state.truth.units]
            state.readAccounts()
            let key = state.control("GET", "service-account.json")?.data
            return (SandboxConsent.Connection(state.control("GET", "connection.json")), key)
        }
        guard let connection, let keyFile else { throw SimulationError.sandboxRefused("connection.json") }
        let keyPath = folder.appending(path: "key.json")
        try SecureFile.write(keyFile, to: keyPath)
        export()
        let exported = character.files == nil ? nil : exportFolder.path
        let workspace = process.workspace
        try await workspace.setup.setClientSecret(connection.clientSecret)
        drawRules()
        knowsUnitIDs = odd.chance(50)
        let rules = cloud.with { $0.rules }
        let settings = settings(for: rules)
        let targets = workspace.targets
        try await workspace.setup.update { configuration in
            configuration.directory =
                exported.map { .files(folder: $0) }
                ?? .google(keyFile: keyPath.path, administrator: connection.administrator, customer: "my_customer", apiBaseURL: Cloud.address)
            configuration.application = ApplicationSettings(baseURL: Cloud.address, clientID: connection.clientID)
            configuration.autoprovisioning.mapping = MappingTable.defaults(for: targets)
            configuration.autoprovisioning.setupProgress = .finished
            settings(&configuration)
        }
        beganWithPaths = !knowsUnitIDs
        knowsUnitIDs = true
        try await authorize()
        try await tellByWebhook()
        try await workspace.runs.turnOn()
        alertOracle.begin(at: clock.shown)
        if character.hasActivation { cloud.with { _ = $0.control("POST", "activation", ["required": true]) } }
    }

    /// Gives the program a new authorization, in the way of this world.
    func authorize() async throws {
        guard let connection = cloud.with({ SandboxConsent.Connection($0.control("GET", "connection.json")) }) else {
            throw SimulationError.sandboxRefused("connection.json")
        }
        cloud.with { $0.run.plan = [:] }
        note("the administrator authorizes")
        if character.hasBrowser {
            let address = try await process.workspace.authorization.prepare()
            guard let redirect = SandboxConsent(cloud: cloud).redirect(from: address) else { throw SimulationError.sandboxRefused("the consent") }
            try await process.workspace.authorization.finish(pasted: redirect)
        } else {
            try await process.workspace.authorization.authorize(jwt: connection.personalJWT)
        }
        // Where runs had stopped, they wait to be let go on.
        try await process.workspace.authorization.answer(.start)
        isRevoked = false
    }

    /// The first rules of a world: most have the app on for everyone.
    private func drawRules() {
        var rules = WorldRules()
        var units = dice.draw((5, ["/": true]), (2, ["/": true, "/Sales": false]), (2, ["/Sales": true, "/Engineering": true, "/Support": true]))
        // Settings at several depths are what a move of units is about.
        if character.hasMovingUnits {
            units = odd.draw(
                (2, units), (2, ["/": true, "/Sales": false, "/Sales/West": true]), (2, ["/Sales": true, "/Engineering/Apps": true]),
                (1, ["/": true, "/Former": false, "/Support": false]))
        }
        rules.units = unitIDs(units)
        if dice.chance(30), let group = drawGroup() { rules.accessGroups = [group] }
        if dice.chance(25), let group = drawGroup() { rules.scopeGroups = [group] }
        if odd.chance(15) { rules.departments = drawDepartments() }
        if odd.chance(15) { rules.excluded = drawExcluded() }
        rules.policy = drawPolicy()
        rules.safeguardNumber = dice.draw((6, 50), (1, 2))
        cloud.with { $0.rules = rules }
        note("rules: \(rules)")
    }

    /// Settings by the units' ids.
    func unitIDs(_ settings: [String: Bool]) -> [String: Bool] {
        let ids = cloud.with { Dictionary($0.truth.units.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first }) }
        return Dictionary(settings.compactMap { path, isOn in ids[path].map { ($0, isOn) } }, uniquingKeysWith: { first, _ in first })
    }

    func drawGroup() -> String? { dice.pick(cloud.with { $0.truth.groups.keys.sorted() }) }

    /// The departments of two people.
    func drawDepartments() -> [String] {
        let departments = Set(cloud.with { $0.truth.people.values.compactMap(\.department) }).filter { !$0.isEmpty }.sorted()
        return Array(Set([odd.pick(departments), odd.pick(departments)].compactMap(\.self))).sorted()
    }

    /// Two people; none where ids are addresses, which others may have later.
    func drawExcluded() -> Set<String> {
        guard character.files == nil else { return [] }
        let people = cloud.with { $0.truth.people.values.filter { $0.email != Self.administrator }.map(\.id) }.sorted()
        return Set([odd.pick(people), odd.pick(people)].compactMap(\.self))
    }

    /// At least one removal for at least one cause.
    func drawPolicy() -> [TrueCause: [Removal: Int]] {
        var policy: [TrueCause: [Removal: Int]] = [:]
        for cause in TrueCause.allCases {
            for removal in Removal.allCases where dice.chance(60) { policy[cause, default: [:]][removal] = dice.pick(WorldRules.delays) }
        }
        return policy.isEmpty ? [.suspended: [.suspend: 0]] : policy
    }

    /// The rules as the engine's configuration says them.
    func settings(for rules: WorldRules) -> @Sendable (inout Configuration) -> Void {
        let (groups, units) = cloud.with { state in
            (
                state.knownGroups.mapValues { GroupReference(id: $0.id, email: $0.email, name: $0.name) },
                rules.units.compactMap { id, isOn in state.knownUnits[id].map { (id: id, path: $0, isOn: isOn) } }
            )
        }
        let addresses = cloud.with { $0.truth.people.mapValues(\.email) }
        // Settings of version 1 knew units by their paths: the first run then looks up which units they mean.
        let knowsIDs = knowsUnitIDs
        return { configuration in
            configuration.userAccess = UserAccess(
                organizationalUnits: units.sorted { $0.path < $1.path }.map { unit in
                    UnitAccess(id: knowsIDs ? unit.id : nil, path: unit.path, access: unit.isOn ? .on : .off)
                },
                groups: rules.accessGroups.compactMap { groups[$0] })
            configuration.autoprovisioning.scope.groups = rules.scopeGroups.compactMap { groups[$0] }
            configuration.autoprovisioning.scope.conditions =
                rules.departments.isEmpty ? [] : [ScopeCondition("organizations[primary].department", .is, rules.departments)]
            configuration.exclusions = Exclusions(people: rules.excluded.sorted().map { ExcludedPerson(id: $0, email: addresses[$0] ?? $0) })
            var policy = DeprovisioningPolicy()
            for (cause, removals) in rules.policy {
                guard let cause = DeprovisioningCause(rawValue: cause.rawValue) else { continue }
                policy[cause] = DeprovisioningRule(suspend: Self.delay(removals[.suspend]), hardDelete: Self.delay(removals[.hardDelete]))
            }
            configuration.autoprovisioning.deprovisioning = policy
            for kind in [ActionKind.suspend, .delete, .rename, .update] {
                configuration.safeguards.limits[kind] = Safeguards.Limit(number: rules.safeguardNumber, percent: 0)
            }
        }
    }

    private static func delay(_ days: Int?) -> DeprovisioningDelay? {
        switch days {
        case 0: .within24Hours
        case 1: .after1Day
        case 7: .after7Days
        case 21: .after21Days
        default: nil
        }
    }
}

/// Why a world could not be lived at all: a mistake of the simulation, not a finding.
package enum SimulationError: Error, CustomStringConvertible {
    case sandboxRefused(String)
    case noKey

    package var description: String {
        switch self {
        case .sandboxRefused(let what): "The sandbox did not hand out \(what), so the world could not begin. Run its tests first."
        case .noKey: "The sandbox could not make its service-account key. Start again."
        }
    }
}
