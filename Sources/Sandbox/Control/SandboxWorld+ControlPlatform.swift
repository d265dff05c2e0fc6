extension SandboxWorld {
    /// How the RingCentral account is set up.
    mutating func controlPlatform(_ method: String, _ input: ControlInput) throws(Refusal) -> JSONValue {
        guard method == "POST" else { return platformSettings }
        var settings = state.platform ?? PlatformSettings()
        if input["directoryIntegration"] != nil { settings.hasDirectoryIntegration = try input.flag("directoryIntegration") }
        if input["missingPermissions"] != nil {
            settings.missingPermissions = (try input.optionalText("missingPermissions") ?? "").split(whereSeparator: { $0 == "," || $0 == " " }).map(
                String.init)
        }
        if let permissions = try input.optionalText("appPermissions") { settings.ownAppPermissions = permissions }
        if input["reachesOwnExtensionOnly"] != nil { settings.reachesOwnExtensionOnly = try input.flag("reachesOwnExtensionOnly") }
        if let name = try input.optionalText("deletionOutcome") {
            guard let outcome = PlatformSettings.DeletionOutcome(rawValue: name) else {
                throw ControlError.bad("\"deletionOutcome\" must be unassigned, inventory or destroyed.")
            }
            settings.deletionOutcome = outcome
        }
        state.platform = settings
        return platformSettings
    }

    private var platformSettings: JSONValue {
        let settings = state.platform ?? PlatformSettings()
        return [
            "directoryIntegration": .bool(settings.hasDirectoryIntegration),
            "appPermissions": .string(settings.appPermissions),
            "missingPermissions": .array(settings.missingPermissions.map(JSONValue.string)),
            "reachesOwnExtensionOnly": .bool(settings.reachesOwnExtensionOnly), "deletionOutcome": .string(settings.deletionOutcome.rawValue),
            "numbersInInventory": .integer(settings.numbersInInventory), "refusals": .object(settings.refusals.mapValues(JSONValue.string)),
        ]
    }

    /// Has writes about one account refused with a code; none lifts it.
    mutating func refuseWrites(about account: Account, _ input: ControlInput) throws(Refusal) -> JSONValue {
        var settings = state.platform ?? PlatformSettings()
        let code = try input.optionalText("code")
        guard code.map({ PlatformSettings.refusalWords[$0] != nil }) != false else {
            throw ControlError.bad("\"code\" must be one of \(PlatformSettings.refusalWords.keys.sorted().joined(separator: ", ")), or empty.")
        }
        settings.refusals[account.id] = code
        state.platform = settings
        return platformSettings
    }
}
