import Foundation
import HTTP
import Testing

@testable import SCIM

@Suite("Why the app did not do it", .timeLimit(.minutes(5)))
struct SCIMErrorTests {
    static let base = URL(string: "https://scim.example/v2")!
    static let now = Date(timeIntervalSince1970: 1_780_000_000)

    static func error(_ status: Int, _ body: String, _ path: String = "Users/7", method: HTTPRequest.Method = .patch) -> SCIMError {
        SCIMError(
            HTTPResponse(status: status, body: Data(body.utf8)), to: HTTPRequest(method, base.appending(path: path)), application: "Example", now: now
        )
    }

    @Test("A refused authorization names the app too")
    func unauthorized() throws {
        #expect(
            Self.error(401, #"{"detail":"expired"}"#)
                == .authorization(.reauthorizationNeeded(reason: "Example no longer accepts the authorization (expired).", since: nil)))
    }

    @Test(
        "How far an error reaches by its own words; what they leave open is decided by evidence",
        arguments: [
            (400, #"{"scimType":"invalidValue","detail":"d"}"#, .person), (400, #"{"errors":[{"errorCode":"CMN-101","message":"m"}]}"#, .person),
            (400, #"{"detail":"d"}"#, .personOrRun), (400, "<html>", .personOrRun), (409, "{}", .person),
            (403, #"{"detail":"License limit has been reached."}"#, .kind), (403, #"{"errors":[{"errorCode":"CMN-408"}]}"#, .personOrRun),
            (403, "<html>Blocked</html>", .personOrRun), (404, "{}", .personOrRun), (410, "{}", .personOrRun), (418, "", .personOrRun),
            (500, "", .personOrRun), (503, "", .personOrRun), (401, "{}", .run), (429, "{}", .run),
        ] as [(Int, String, FailureScope)])
    func scope(status: Int, body: String, scope: FailureScope) {
        #expect(Self.error(status, body).scope == scope)
    }

    @Test("A 404 of the list of accounts is about the address, not about an account called Users; a creation's may be about its person")
    func baseAddress() {
        let error = Self.error(404, "<html>", "Users", method: .get)
        #expect(error == .serviceMissing(address: "https://scim.example/v2") && error.scope == .run)
        #expect(Self.error(404, #"{"detail":"no such site"}"#, "Users", method: .post) == .badRequest(detail: "no such site", scimType: nil))
        let gone = #"{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404"}"#
        #expect(Self.error(404, gone, "Users/7", method: .get) == .notFound(id: "7"))
    }

    @Test("A refusal says the server's words with RingCentral's code and permission; a page of a proxy's is named as such")
    func detail() {
        let refused = #"{"errors":[{"errorCode":"CMN-408","message":"Need more","permissionName":"EditUserInfo"}]}"#
        #expect(Self.error(403, refused) == .forbidden(detail: "Need more (CMN-408, permission EditUserInfo)"))
        #expect(Self.error(403, "<html>no</html>").description.contains("a proxy or firewall may stand between"))
    }

    @Test(
        "Retry-After in seconds or as a date, which counts from the server's own clock; a read pauses that long",
        arguments: [
            (["Retry-After": "7"], 7.0), (["Retry-After": "-5"], 0.0), (["Retry-After": "Sun, 06 Nov 1994 08:49:37 GMT"], 0.0),
            (["Retry-After": "Sun, 06 Nov 1994 08:50:37 GMT", "Date": "Sun, 06 Nov 1994 08:49:37 GMT"], 60.0), (["Retry-After": "soon"], nil),
            ([:], nil),
        ] as [([String: String], Double?)])
    func retryAfter(headers: [String: String], seconds: Double?) throws {
        var response = HTTPResponse(status: 503)
        for (name, value) in headers { response.headers[name] = value }
        let error = SCIMError(response, to: HTTPRequest(.get, Self.base.appending(path: "Users")), application: "Example", now: Self.now)
        #expect(error == .serverUnavailable(status: 503, retryAfter: seconds))
        let pause = try #require(error.pause(afterTry: 1))
        #expect(pause >= max(seconds ?? 1, 1) && pause <= max(seconds ?? 1, 1) + 1)
        #expect(error.pause(afterTry: 4) == nil)
    }
}
