import Foundation

extension Configuration: Codable {
    private enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, revision, administrator, directory, application, singleSignOnAcknowledged, userAccess, autoprovisioning, safeguards
        case runIntervalMinutes, reconciliation, exclusions, alerts
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        // Which version it is was looked at before; what is no whole number could not be.
        _ = try container.decodeIfPresent(Int.self, forKey: .version)
        self.init(
            revision: try container.decode(Int.self, forKey: .revision),
            administrator: try container.decodeIfPresent(String.self, forKey: .administrator),
            directory: try container.decodeIfPresent(DirectorySettings.self, forKey: .directory),
            application: try container.decodeIfPresent(ApplicationSettings.self, forKey: .application) ?? .init(),
            singleSignOnAcknowledged: try container.decodeIfPresent(Bool.self, forKey: .singleSignOnAcknowledged) ?? false,
            userAccess: try container.decodeIfPresent(UserAccess.self, forKey: .userAccess) ?? .init(),
            autoprovisioning: try container.decodeIfPresent(AutoprovisioningSettings.self, forKey: .autoprovisioning) ?? .init(),
            safeguards: try container.decodeIfPresent(Safeguards.self, forKey: .safeguards) ?? .init())
        if let minutes = try container.decodeIfPresent(Int.self, forKey: .runIntervalMinutes) { runIntervalMinutes = minutes }
        reconciliation = try container.decodeIfPresent(ReconciliationSettings.self, forKey: .reconciliation) ?? .init()
        exclusions = try container.decodeIfPresent(Exclusions.self, forKey: .exclusions) ?? .init()
        alerts = try container.decodeIfPresent(AlertSettings.self, forKey: .alerts) ?? .init()
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.schemaName, forKey: .schema)
        try container.encode(Self.currentVersion, forKey: .version)
        try container.encode(revision, forKey: .revision)
        try container.encodeIfPresent(administrator, forKey: .administrator)
        try container.encodeIfPresent(directory, forKey: .directory)
        try container.encode(application, forKey: .application)
        try container.encode(singleSignOnAcknowledged, forKey: .singleSignOnAcknowledged)
        try container.encode(userAccess, forKey: .userAccess)
        try container.encode(autoprovisioning, forKey: .autoprovisioning)
        try container.encode(safeguards, forKey: .safeguards)
        try container.encode(runIntervalMinutes, forKey: .runIntervalMinutes)
        // Written once somebody chose something, so that nobody's file changes by itself.
        if reconciliation != ReconciliationSettings() { try container.encode(reconciliation, forKey: .reconciliation) }
        if !exclusions.isEmpty { try container.encode(exclusions, forKey: .exclusions) }
        if alerts != AlertSettings() { try container.encode(alerts, forKey: .alerts) }
    }
}

extension AutoprovisioningSettings: Codable {
    private enum CodingKeys: String, CodingKey {
        case setupProgress, mapping, tables, companyCountry, scope, deprovisioning
        case isOn = "on"
        case firstTurnedOn
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            setupProgress: try container.decodeIfPresent(SetupProgress.self, forKey: .setupProgress) ?? .notStarted,
            mapping: try container.decodeIfPresent([AttributeMapping].self, forKey: .mapping) ?? [],
            scope: try container.decodeIfPresent(ProvisioningScope.self, forKey: .scope) ?? .init(),
            deprovisioning: try container.decodeIfPresent(DeprovisioningPolicy.self, forKey: .deprovisioning) ?? .init(),
            isOn: try container.decodeIfPresent(Bool.self, forKey: .isOn) ?? false,
            firstTurnedOn: try container.decodeIfPresent(Date.self, forKey: .firstTurnedOn))
        tables = try container.decodeIfPresent([String: [String: String]].self, forKey: .tables) ?? [:]
        companyCountry = try container.decodeIfPresent(String.self, forKey: .companyCountry)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(setupProgress, forKey: .setupProgress)
        try container.encode(mapping, forKey: .mapping)
        if !tables.isEmpty { try container.encode(tables, forKey: .tables) }
        try container.encodeIfPresent(companyCountry, forKey: .companyCountry)
        try container.encode(scope, forKey: .scope)
        try container.encode(deprovisioning, forKey: .deprovisioning)
        try container.encode(isOn, forKey: .isOn)
        try container.encodeIfPresent(firstTurnedOn, forKey: .firstTurnedOn)
    }
}

extension DirectorySettings: Codable {
    private enum CodingKeys: String, CodingKey {
        case source, folder
    }

    /// The words by which the file tells them apart.
    enum Source: String, Codable, CaseIterable {
        case google
        case files
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(Source.self, forKey: .source) {
        case .google:
            self = .google(try GoogleConnection(from: decoder))
        case .files:
            self = .files(folder: try container.decode(String.self, forKey: .folder))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .google(let connection):
            try container.encode(Source.google, forKey: .source)
            try connection.encode(to: encoder)
        case .files(let folder):
            try container.encode(Source.files, forKey: .source)
            try container.encode(folder, forKey: .folder)
        }
    }
}

extension ApplicationSettings: Codable {
    private enum CodingKeys: String, CodingKey {
        case baseURL, clientID, redirectPort, profile, protectedAccount
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            baseURL: try container.decodeIfPresent(String.self, forKey: .baseURL) ?? Self.productionBaseURL,
            clientID: try container.decodeIfPresent(String.self, forKey: .clientID),
            redirectPort: try container.decodeIfPresent(Int.self, forKey: .redirectPort) ?? 0,
            profile: try container.decodeIfPresent(String.self, forKey: .profile),
            protectedAccount: try container.decodeIfPresent(String.self, forKey: .protectedAccount))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(baseURL, forKey: .baseURL)
        try container.encodeIfPresent(clientID, forKey: .clientID)
        try container.encode(redirectPort, forKey: .redirectPort)
        try container.encodeIfPresent(profile, forKey: .profile)
        try container.encodeIfPresent(protectedAccount, forKey: .protectedAccount)
    }
}
