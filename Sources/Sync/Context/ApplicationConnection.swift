import Applications
import Engine
import FileHome
import Foundation
import HTTP
import OAuth
import Provisioning
import RingCentral
import SCIM
import Timing

/// The way to the app: authorization, pace and SCIM, wired together from the settings and the profile.
struct ApplicationConnection: Sendable {
    /// The name under which the sealed credentials hold the client secret.
    static let clientSecretName = "ringcentral-client-secret"

    /// OAuth, for apps that are authorized by it.
    struct OAuth: Sendable {
        let client: OAuthClient
        let settings: OAuthSettings
        let tokens: AccessTokenProvider
    }

    /// The app's name.
    let name: String
    private let service: SCIMAccounts
    /// What tells more than SCIM; `nil` for apps other than RingCentral.
    let platform: RingCentralPlatform?
    /// The app's servers, as ``ServerClock`` names them: that of the accounts and those of the authorization.
    let hosts: Set<String>
    private let oauthAccess: OAuth?
    /// The pace of all that the app is asked.
    let pacer: any RequestPacing

    init(
        settings: ApplicationSettings, profile: ApplicationProfile, credentials: CredentialStore, transport: any HTTPTransport,
        time: Time
    ) throws(OperationError) {
        name = profile.name
        let authorizer: any RequestAuthorizer
        switch profile.authorization {
        case .bearer:
            oauthAccess = nil
            authorizer = BearerTokenAuthorizer(
                application: profile.name, scimBaseURL: profile.scimBaseURL, store: BearerTokenStore(credentials: credentials), time: time)
        case .oauth:
            let oauth = try Self.oauth(settings, profile: profile, credentials: credentials, transport: transport, time: time)
            oauthAccess = oauth
            authorizer = oauth.tokens
        }
        hosts = Set(
            [profile.scimBaseURL, oauthAccess?.settings.endpoints.token, oauthAccess?.settings.endpoints.revocation].compactMap(\.self)
                .map(ServerClock.host))
        let pacer: any RequestPacing
        let secondsNeeded: @Sendable (_ writes: Int, _ reads: Int) async -> Double?
        if let limits = profile.limits {
            let fixed = FixedBudgetPacer(
                budget: FixedBudget(requests: limits.requests, window: limits.windowSeconds, inFlight: limits.inFlight), time: time)
            secondsNeeded = { await fixed.secondsNeeded(for: $0 + $1) }
            pacer = fixed
        } else {
            let live = RateLimitPacer(time: time)
            // Reads have a budget of their own, and go on beside the writes.
            secondsNeeded = { writes, reads in
                let (write, read) = (await live.secondsNeeded(for: writes, of: .write), await live.secondsNeeded(for: reads, of: .read))
                return write.map { max($0, read ?? 0) } ?? read
            }
            pacer = live
        }
        self.pacer = pacer
        let client = SCIMClient(
            application: profile.name, baseURL: profile.scimBaseURL, dialect: profile.dialect, transport: transport, authorizer: authorizer,
            pacer: pacer, time: time)
        let platform = profile.platformBaseURL.map { RingCentralPlatform(baseURL: $0, transport: transport, authorizer: authorizer, pacer: pacer) }
        self.platform = platform
        service = SCIMAccounts(client, pace: secondsNeeded, licenses: { try? await platform?.unassignedExtensions() })
    }

    private static func oauth(
        _ settings: ApplicationSettings, profile: ApplicationProfile, credentials: CredentialStore, transport: any HTTPTransport,
        time: Time
    ) throws(OperationError) -> OAuth {
        let name = profile.name
        let endpoints: OAuthSettings.Endpoints
        if let described = profile.oauth {
            endpoints = .init(
                authorization: described.authorizationEndpoint, token: described.tokenEndpoint, revocation: described.revocationEndpoint,
                scope: described.scope)
        } else if let baseURL = URL(string: settings.baseURL), Configuration.isServerAddress(settings.baseURL) {
            endpoints = .init(ringCentral: baseURL)
        } else {
            throw .invalidInput("\"\(settings.baseURL)\" is not an address of a server of \(name). Correct application.baseURL in the configuration.")
        }
        guard let clientID = settings.clientID, !clientID.isEmpty else {
            throw .blocked(
                Blocked(.connection, "\(name)'s client id is missing. Enter the app registration: `autoprovision setup --client-id ID`."))
        }
        let servers = CredentialServers(settings: settings, profile: profile)
        let secret = try clientSecret(of: name, servers: servers?.clientSecret ?? [], credentials: credentials)
        let oauthSettings = OAuthSettings(
            server: profile.authorizationServer, endpoints: endpoints, clientID: clientID,
            clientSecret: secret.map { Secret(String(decoding: $0, as: UTF8.self)) },
            redirectPort: UInt16(settings.redirectPort))
        let client = OAuthClient(settings: oauthSettings, transport: transport, time: time)
        return OAuth(
            client: client, settings: oauthSettings,
            tokens: AccessTokenProvider(
                oauth: client, store: CredentialTokenStore(credentials: credentials, servers: servers?.tokens ?? [])))
    }

    /// The client secret, if it was entered for these servers.
    private static func clientSecret(of name: String, servers: [String], credentials: CredentialStore) throws(OperationError) -> Data? {
        let found = try configured(BoundCredentials(credentials: credentials).value(for: clientSecretName, servers: servers))
        switch found {
        case .nothing: return nil
        case .value(let secret): return secret
        case .foreign(let others):
            throw .belongsElsewhere(
                "The stored client secret was entered for \(others.joined(separator: " and ")), but the configuration names "
                    + "\(servers.joined(separator: " and ")). It was not sent there. Enter the secret of \(name)'s registration on that server: "
                    + "`autoprovision setup --client-secret-file FILE`.")
        }
    }

    /// The app's accounts.
    var accounts: any AccountService { service }

    /// The same for a new run: what the app does not offer is found out anew.
    ///
    /// - Parameter lease: the right to write; it is made sure of directly before each write leaves. `nil` for who writes nothing.
    func freshAccounts(under lease: (any WriterLease)? = nil) -> any AccountService {
        guard let lease else { return service.fresh() }
        return service.fresh { (try? await lease.requireHeld()) != nil }
    }

    /// The OAuth of the app.
    ///
    /// - Throws: what to do instead, when the app is authorized with a bearer token.
    func oauth() throws(OperationError) -> OAuth {
        guard let oauthAccess else {
            throw .invalidInput(
                "\(name) takes a bearer token: there is nothing to authorize in a browser. Enter the token with `autoprovision authorize --bearer-token-file FILE`."
            )
        }
        return oauthAccess
    }
}
