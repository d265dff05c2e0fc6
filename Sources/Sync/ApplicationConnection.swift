import ConfigurationStore
import Foundation
import HTTP
import Provisioning
import RingCentral
import SCIM

/// The way to RingCentral: OAuth, tokens, pace and SCIM, wired together from the settings.
struct ApplicationConnection: Sendable {
    /// The name under which the sealed credentials hold the client secret.
    static let clientSecretName = "ringcentral-client-secret"

    let oauth: OAuthClient
    let oauthSettings: OAuthSettings
    let tokens: AccessTokenProvider
    let accounts: SCIMClient
    private let pacer: RateLimitPacer

    init(
        settings: ApplicationSettings, credentials: CredentialStore, transport: any HTTPTransport, now: @escaping @Sendable () -> Date,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) throws(OperationError) {
        guard let baseURL = URL(string: settings.baseURL), Configuration.isServerAddress(settings.baseURL) else {
            throw .invalidInput("\"\(settings.baseURL)\" is no address of a RingCentral server. Correct application.baseURL in the configuration.")
        }
        guard let clientID = settings.clientID, !clientID.isEmpty else {
            throw .blocked(
                Blocked(.connection, "RingCentral's client id is missing. Enter the app registration: `autoprovision setup --client-id ID`."))
        }
        let secret: Data?
        do throws(ConfigurationError) { secret = try credentials.value(for: Self.clientSecretName) } catch { throw .configuration(error) }
        oauthSettings = OAuthSettings(
            baseURL: baseURL, clientID: clientID, clientSecret: secret.map { Secret(String(decoding: $0, as: UTF8.self)) },
            redirectPort: UInt16(settings.redirectPort))
        pacer = RateLimitPacer(now: now, sleep: sleep)
        oauth = OAuthClient(settings: oauthSettings, transport: transport, now: now, sleep: sleep)
        tokens = AccessTokenProvider(oauth: oauth, store: CredentialTokenStore(credentials: credentials), now: now)
        accounts = SCIMClient(
            baseURL: RingCentralProfile.scimBaseURL(baseURL), dialect: RingCentralProfile.dialect, transport: transport, authorizer: tokens,
            pacer: pacer)
    }

    /// Seconds until this many more writes are done at the pace that the app's limits allow; `nil` while its limits are unknown.
    func secondsNeeded(writes: Int) async -> Double? {
        await pacer.secondsNeeded(for: writes, of: .write)
    }
}
