import Engine
import FileHome
import Foundation
import Provisioning
import RingCentral

/// What a connection to the app is made from.
struct ConnectionOrigin: Equatable, Sendable {
    let settings: ApplicationSettings
    let profile: ApplicationProfile
}

extension HomeContext {
    /// The app of a configuration: that of its profile file, or RingCentral.
    ///
    /// - Throws: ``OperationError`` when the profile file is missing or holds what cannot be right.
    func application(of configuration: Configuration) throws(OperationError) -> ApplicationProfile {
        if let profile = try configured(store.profile(of: configuration.application)) { return profile }
        guard let baseURL = URL(string: configuration.application.baseURL) else {
            throw .invalidInput(
                "\"\(configuration.application.baseURL)\" is not an address of a RingCentral server. Correct application.baseURL in the configuration."
            )
        }
        return ApplicationProfile(
            name: ApplicationSettings.ringCentralName, scimBaseURL: RingCentralProfile.scimBaseURL(baseURL), authorization: .oauth,
            attributes: RingCentralProfile.targetAttributes, dialect: RingCentralProfile.dialect, platformBaseURL: baseURL)
    }

    /// The attributes that the app accepts; RingCentral's while there is no profile that can be read: every operation then says why.
    var targets: [TargetAttribute] { savedApplication?.attributes ?? RingCentralProfile.targetAttributes }

    /// The app's name; RingCentral while there is no profile that can be read.
    var applicationName: String { savedApplication?.name ?? ApplicationSettings.ringCentralName }

    private var savedApplication: ApplicationProfile? {
        let saved = try? store.load()
        return try? application(of: saved ?? Configuration())
    }

    /// The connection to the app as configured now.
    func application() throws(OperationError) -> ApplicationConnection {
        let configuration = try configuration()
        let origin = ConnectionOrigin(settings: configuration.application, profile: try application(of: configuration))
        return try connection.value(from: origin) { () throws(OperationError) in
            try ApplicationConnection(
                settings: origin.settings, profile: origin.profile, credentials: credentials, transport: transport, time: time)
        }
    }

    /// Whose account no run takes away.
    func protection(_ configuration: Configuration, _ authorization: AuthorizationStatus?) -> AccountProtection {
        AccountProtection(
            owner: authorization?.owner, setting: configuration.application.protectedAccount, administrator: configuration.administrator)
    }
}
