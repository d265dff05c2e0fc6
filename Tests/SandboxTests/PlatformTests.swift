import Foundation
import Testing

@testable import Sandbox

@Suite("RingCentral's platform API, as far as it is asked", .timeLimit(.minutes(5)))
struct PlatformTests {
    private static let extensions = "/restapi/v1.0/account/~/extension"

    @Test("Extensions come page by page with their status; those without a person are the free licences")
    func extensions() throws {
        var test = try TestWorld(licences: 9)
        let token = test.signIn().access
        let all = test.get("\(Self.extensions)?perPage=1000", token: token)
        #expect(all.json["paging"]?["totalElements"] == 9)
        #expect(all.json["records"]?.arrayValue?.count == 9)
        let free = test.get("\(Self.extensions)?status=Unassigned&type=User&perPage=1", token: token).json
        #expect(free["paging"]?["totalElements"] == 4 && free["records"]?.arrayValue?.count == 1)
        #expect(free["records"]?.arrayValue?.first?["contact"] == nil)
        let second = test.get("\(Self.extensions)?perPage=6&page=2", token: token).json
        #expect(second["records"]?.arrayValue?.count == 3)
        #expect(test.get("\(Self.extensions)?type=Site", token: token).json["records"]?.arrayValue?.isEmpty == true)
        #expect(all.headers["X-Rate-Limit-Group"] == "medium")
    }

    @Test("A frozen account is inactive in SCIM and frozen here; whoever activates it thaws it")
    func frozen() throws {
        var test = try TestWorld()
        let token = test.signIn().access
        _ = test.send("POST", "/sandbox/accounts/lobby.phone@corp.example/freeze", json: [:])
        #expect(test.get("\(Self.extensions)?status=Frozen", token: token).json["paging"]?["totalElements"] == 1)
        _ = test.send("POST", "/sandbox/accounts/lobby.phone@corp.example/activate", json: [:])
        #expect(test.get("\(Self.extensions)?status=Frozen", token: token).json["paging"]?["totalElements"] == 0)
    }

    @Test(
        "What cannot be asked is refused in RingCentral's own shape",
        arguments: [
            ("?status=Broken", 400, "CMN-101"), ("?perPage=0", 400, "CMN-101"), ("?perPage=5000", 400, "CMN-101"), ("/~/unknown", 404, "CMN-120"),
        ])
    func refused(_ rest: String, _ status: Int, _ code: String) throws {
        var test = try TestWorld()
        let answer = test.get(Self.extensions + rest, token: test.signIn().access)
        #expect(answer.status == status)
        #expect(answer.json["errors"]?.arrayValue?.first?["errorCode"]?.stringValue == code)
    }

    @Test("The dictionaries of countries and states come page by page; states are asked for by country or all at once")
    func dictionaries() throws {
        var test = try TestWorld()
        let token = test.signIn().access
        let dictionary = "/restapi/v1.0/dictionary"
        let countries = test.get("\(dictionary)/country?perPage=100&page=3", token: token)
        let total = try #require(countries.json["paging"]?["totalElements"]?.integerValue)
        #expect(total > 200 && countries.json["records"]?.arrayValue?.count == total - 200)
        #expect(countries.headers["X-Rate-Limit-Group"] == "light")
        let all = test.get("\(dictionary)/country?perPage=1000", token: token).json["records"]?.arrayValue ?? []
        let canada = try #require(all.first { $0["isoCode"] == "CA" }?["id"]?.stringValue)
        let provinces = test.get("\(dictionary)/state?countryId=\(canada)", token: token).json["records"]?.arrayValue ?? []
        #expect(provinces.count == 13 && provinces.allSatisfy { $0["country"]?["id"]?.stringValue == canada })
        #expect(test.get("\(dictionary)/state?allCountries=true&perPage=1000", token: token).json["records"]?.arrayValue?.count ?? 0 > 60)
        #expect(test.get("\(dictionary)/state", token: token).status == 400)
        #expect(test.get("\(dictionary)/planet", token: token).status == 404)
        #expect(test.get("\(dictionary)/country").status == 401)
    }

    @Test("Without a token nothing is told; the default role needs a permission that the app lacks")
    func permissions() throws {
        var test = try TestWorld()
        #expect(test.get(Self.extensions).status == 401)
        let role = test.get("/restapi/v1.0/account/~/user-role/default", token: test.signIn().access)
        #expect(role.status == 403 && role.json["errors"]?.arrayValue?.first?["errorCode"] == "CMN-401")
    }
}
