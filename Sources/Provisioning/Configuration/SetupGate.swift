/// A reason why a step cannot be taken yet, in words that name the cure.
package struct Blocked: Sendable, Equatable, CustomStringConvertible {
    /// Where the cure is found.
    package enum Place: String, Sendable {
        case signIn
        case connection
        case singleSignOn
        case authorization
        case attributes
        case scope
        case deprovisioning
        case userAccess
    }

    /// Where to go.
    package let place: Place
    package let description: String

    package init(_ place: Place, _ description: String) {
        self.place = place
        self.description = description
    }
}

/// The gates of Google's flow: what must be there before the wizard goes on, before Finish, and before the switch can be turned on.
package enum SetupGate {
    /// Whether the address may sign in: an administrator's, not a consumer account's.
    package static func signIn(_ address: String) -> Blocked? {
        let parts = address.trimmed.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !parts[1].hasPrefix("."), !parts[1].hasSuffix("."),
            !address.trimmed.contains(where: \.isWhitespace)
        else {
            return Blocked(.signIn, "Enter a whole address, such as admin@example.com.")
        }
        if ["gmail.com", "googlemail.com"].contains(parts[1].lowercased()) {
            return Blocked(
                .signIn, "Use an administrator account of your organization: an address ending in @\(parts[1].lowercased()) cannot manage its apps.")
        }
        return nil
    }

    /// Whether the attribute page can be left with Continue.
    package static func attributes(_ table: MappingTable) -> Blocked? {
        let missing = table.unmappedMandatory.map(\.label)
        guard !missing.isEmpty else { return nil }
        return Blocked(.attributes, "Map the mandatory attributes first: \(missing.joined(separator: ", ")).")
    }

    /// Whether the deprovisioning page can be left with Finish (or Update).
    package static func deprovisioning(_ policy: DeprovisioningPolicy) -> Blocked? {
        guard policy.isEmpty else { return nil }
        return Blocked(.deprovisioning, "Choose at least one action, suspend or hard delete, for one of the causes.")
    }

    /// Whether this machine has what the steps of the mapping need. Without it the values of everybody would look as if they were gone.
    package static func tools(_ table: MappingTable) -> Blocked? {
        let missing = table.missingTools.map(\.rawValue).sorted()
        guard !missing.isEmpty else { return nil }
        let ours =
            table.missingTools.contains(.phoneNumbers)
            ? " Beside the program there must be libAutoprovisionPhoneNumbers.so, which swift build --product AutoprovisionPhoneNumbers makes." : ""
        return Blocked(
            .attributes,
            "A step of the attribute mapping needs what this machine lacks. Install it, then try again: apt-get install \(missing.joined(separator: " ")).\(ours)"
        )
    }

    /// Whether the switch can be turned on; asked in the order in which an admin would mend things.
    package static func turnOn(
        _ configuration: Configuration, targets: [TargetAttribute], isAuthorized: Bool, application: String = ApplicationSettings.ringCentralName
    ) -> Blocked? {
        guard configuration.autoprovisioning.setupProgress == .finished else {
            return Blocked(
                configuration.autoprovisioning.setupProgress.nextStep.place, "Autoprovisioning is not set up yet. Finish the setup first.")
        }
        if configuration.directory == nil { return Blocked(.connection, "No directory is connected. Connect one first.") }
        if let blocked = attributes(MappingTable(targets: targets, mappings: configuration.autoprovisioning.mapping)) { return blocked }
        if let blocked = deprovisioning(configuration.autoprovisioning.deprovisioning) { return blocked }
        if configuration.userAccess.isOffForEveryone {
            return Blocked(.userAccess, "The app is turned off for everyone. Turn it on for somebody under User access first.")
        }
        if !isAuthorized { return Blocked(.authorization, "\(application) is not authorized. Authorize it first.") }
        return nil
    }
}
