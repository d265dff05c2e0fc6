import Foundation
import OAuth
import RingCentral
import Testing

@Suite("RingCentral's authorization server", .timeLimit(.minutes(1)))
struct RingCentralAuthorizationTests {
    @Test(
        "Its codes for the end of a session",
        arguments: [("OAU-210", .expired), ("OAU-213", .revoked), ("OAU-142", nil)] as [(String, AuthorizationServer.SessionEnd?)])
    func codes(code: String, meaning: AuthorizationServer.SessionEnd?) {
        #expect(RingCentralProfile.authorizationServer().sessionEnds[code] == meaning)
    }

    @Test("It is called RingCentral unless the profile has another name, and forgets an unused session after seven days")
    func name() {
        let server = RingCentralProfile.authorizationServer()
        #expect(server.name == "RingCentral" && server.idleDays == 7)
        #expect(RingCentralProfile.authorizationServer(named: "Example Telephony").name == "Example Telephony")
        #expect(
            RevocationReason.idle.sentence(for: server) == "The authorization ended: there was no autoprovisioning activity for seven days.")
    }

    @Test(
        "Its endpoints stand below the server's address, with a slash at the end or without",
        arguments: ["https://host.example", "https://host.example/"])
    func endpoints(address: String) throws {
        let endpoints = OAuthSettings.Endpoints(ringCentral: try #require(URL(string: address)))
        #expect(endpoints.authorization.absoluteString == "https://host.example/restapi/oauth/authorize")
        #expect(endpoints.token.absoluteString == "https://host.example/restapi/oauth/token")
        #expect(endpoints.revocation?.absoluteString == "https://host.example/restapi/oauth/revoke" && endpoints.scope == nil)
    }
}
