package import Foundation

/// Everything that the administrator chose: the content of `config.json`.
package struct Configuration: Sendable, Equatable {
    /// Rises with every save; a save based on another revision is refused.
    package var revision: Int
    /// The administrator's address, as signed in.
    package var administrator: String?
    /// Where people come from; `nil` until it was chosen.
    package var directory: DirectorySettings?
    /// The app that accounts are kept in.
    package var application: ApplicationSettings
    /// Whether the administrator said that single sign-on to the app is set up (or not wanted): Google's first prerequisite.
    package var singleSignOnAcknowledged: Bool
    /// For whom the app is turned on.
    package var userAccess: UserAccess
    /// Who and what is left alone, whatever the directory says. It outlasts the deletion of the configuration.
    package var exclusions = Exclusions()
    /// Attribute mapping, scope and deprovisioning: what "Delete configuration" deletes.
    package var autoprovisioning: AutoprovisioningSettings
    /// Limits that hold mass changes back.
    package var safeguards: Safeguards
    /// Minutes between two unattended runs.
    package var runIntervalMinutes: Int
    /// How the app's accounts are compared with the ledger.
    package var reconciliation = ReconciliationSettings()
    /// What administrators are told, and how.
    package var alerts = AlertSettings()

    /// Makes a configuration; without arguments, that of a fresh start.
    package init(
        revision: Int = 0, administrator: String? = nil, directory: DirectorySettings? = nil, application: ApplicationSettings = .init(),
        singleSignOnAcknowledged: Bool = false, userAccess: UserAccess = .init(), autoprovisioning: AutoprovisioningSettings = .init(),
        safeguards: Safeguards = .init(), runIntervalMinutes: Int = 60
    ) {
        self.revision = revision
        self.administrator = administrator
        self.directory = directory
        self.application = application
        self.singleSignOnAcknowledged = singleSignOnAcknowledged
        self.userAccess = userAccess
        self.autoprovisioning = autoprovisioning
        self.safeguards = safeguards
        self.runIntervalMinutes = runIntervalMinutes
    }
}

/// What the setup wizard collects, and the switch.
package struct AutoprovisioningSettings: Sendable, Equatable {
    /// The last page of the wizard that was left with Continue; lets a halfway setup be resumed.
    package var setupProgress: SetupProgress
    /// The attribute mapping.
    package var mapping: [AttributeMapping]
    /// The tables that steps of the mapping look into, by name.
    package var tables: [String: [String: String]] = [:]
    /// The country of people whose own is not known, by its code of two letters (ISO 3166-1).
    package var companyCountry: String?
    /// The groups that restrict the scope.
    package var scope: ProvisioningScope
    /// The deprovisioning rules.
    package var deprovisioning: DeprovisioningPolicy
    /// The switch.
    package var isOn: Bool
    /// When the switch was first turned on; until then the usage counters show no numbers.
    package var firstTurnedOn: Date?

    /// Makes settings; without arguments, those of a setup that was not begun.
    package init(
        setupProgress: SetupProgress = .notStarted, mapping: [AttributeMapping] = [], scope: ProvisioningScope = .init(),
        deprovisioning: DeprovisioningPolicy = .init(), isOn: Bool = false, firstTurnedOn: Date? = nil
    ) {
        self.setupProgress = setupProgress
        self.mapping = mapping
        self.scope = scope
        self.deprovisioning = deprovisioning
        self.isOn = isOn
        self.firstTurnedOn = firstTurnedOn
    }
}

/// How far the setup wizard got.
package enum SetupProgress: String, Sendable, Codable, CaseIterable, Comparable {
    case notStarted
    case authorized
    case attributesMapped
    case scopeChosen
    case finished

    package static func < (first: Self, second: Self) -> Bool {
        (allCases.firstIndex(of: first) ?? 0) < (allCases.firstIndex(of: second) ?? 0)
    }
}

/// Where people come from.
package enum DirectorySettings: Sendable, Equatable {
    /// Google's Directory API.
    case google(GoogleConnection)
    /// A folder of exported files.
    case files(folder: String)
}

/// How to reach the app.
package struct ApplicationSettings: Sendable, Equatable {
    /// The app where no profile describes another.
    package static let ringCentralName = "RingCentral"
    /// RingCentral's production server.
    package static let productionBaseURL = "https://platform.ringcentral.com"

    /// The server of both OAuth and SCIM.
    package var baseURL: String
    /// The client id of the app registration; `nil` until it was entered.
    package var clientID: String?
    /// The loopback port of the redirect address as registered; 0 takes any free one.
    package var redirectPort: Int
    /// The whole path of a profile file that describes another app; `nil` for RingCentral.
    package var profile: String?
    /// The account that authorized the app and is never taken away: its address or SCIM id, or "none"; `nil` leaves it to what the app tells.
    package var protectedAccount: String?

    /// Makes settings; without arguments, those of RingCentral's production server.
    package init(
        baseURL: String = Self.productionBaseURL, clientID: String? = nil, redirectPort: Int = 0, profile: String? = nil,
        protectedAccount: String? = nil
    ) {
        self.baseURL = baseURL
        self.clientID = clientID
        self.redirectPort = redirectPort
        self.profile = profile
        self.protectedAccount = protectedAccount
    }
}
