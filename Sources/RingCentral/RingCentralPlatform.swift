package import Foundation
package import HTTP
import JSON
package import SCIM

/// What RingCentral's platform API tells beside SCIM, by questions that change nothing. Each is asked once: what is not answered is not known.
///
/// Source: RingCentral API reference, `/restapi/v1.0/account/~/…` and `/restapi/v1.0/dictionary/…`.
package struct RingCentralPlatform: Sendable {
    /// What one page of a list holds at most, and how many pages there can be.
    private static let page = (length: 1_000, most: 100)

    private let baseURL: URL
    private let transport: any HTTPTransport
    private let authorizer: any RequestAuthorizer
    private let pacer: any RequestPacing

    /// The server's address.
    package var server: String { baseURL.absoluteString }

    /// - Parameters:
    ///   - baseURL: the server, such as `https://platform.ringcentral.com`.
    ///   - pacer: that of the SCIM client: RingCentral counts light questions together with reads of SCIM.
    package init(baseURL: URL, transport: any HTTPTransport, authorizer: any RequestAuthorizer, pacer: any RequestPacing) {
        (self.baseURL, self.transport, self.authorizer) = (baseURL.appending(path: "restapi/v1.0"), transport, authorizer)
        self.pacer = pacer
    }

    /// RingCentral's usage plan counts requests by groups. Those of the medium group are few here and have a budget of their own.
    enum Group {
        case light
        case medium
    }

    /// Why a question was not answered.
    package enum Silence: Error, Sendable, Equatable {
        /// The app or the person who authorized it may not ask; RingCentral's code and words.
        case forbidden(code: String, detail: String)
        /// There is no such service: the server is not RingCentral's own, as a rule.
        case notOffered
        /// No answer, or none that can be understood.
        case unanswered(String)
    }

    /// How many extensions have no person yet: an account that is made by SCIM takes one of them.
    package func unassignedExtensions() async throws(Silence) -> Int {
        let query = [("status", "Unassigned"), ("type", "User")]
        let answer = try await ask("account/~/extension", query + [("perPage", "1")], .medium)
        if let total = answer["paging"]?["totalElements"]?.wholeNumber { return max(0, total) }
        // Where the total is left out, the list itself has to be counted.
        return try await records(of: "the list of unassigned extensions", "account/~/extension", query, .medium).count
    }

    /// Whether a feature of the account is on; `nil` when the answer does not name it.
    package func hasFeature(_ name: String) async throws(Silence) -> Bool? {
        let features = try await ask("account/~/service-info", [], .light)["serviceFeatures"]?.elements ?? []
        return features.first { $0["featureName"]?.string == name }?["enabled"]?.bool
    }

    /// The permissions of the person who authorized the app, by id, each with what it reaches (`AllExtensions`, `Self`, …).
    package func permissions() async throws(Silence) -> [String: Set<String>] {
        guard let list = try await ask("account/~/extension/~/authz-profile", [], .medium)["permissions"]?.elements else {
            throw .unanswered("the answer names no permissions")
        }
        return list.reduce(into: [:]) { result, entry in
            guard let id = entry["permission"]?["id"]?.string else { return }
            result[id, default: []].formUnion((entry["scopes"]?.elements ?? []).compactMap(\.string))
        }
    }

    /// The name of the role that a new user is given.
    package func defaultRole() async throws(Silence) -> String? { try await ask("account/~/user-role/default", [], .light)["displayName"]?.string }

    /// Every record of a list that comes in pages.
    ///
    /// - Parameter list: what the list is, for people.
    /// - Throws: ``Silence``, also when the list does not end or is shorter than it says.
    func records(of list: String, _ path: String, _ query: [(String, String)], _ group: Group) async throws(Silence) -> [JSONValue] {
        var records: [JSONValue] = []
        for page in 1...Self.page.most {
            let answer = try await ask(path, query + [("perPage", "\(Self.page.length)"), ("page", "\(page)")], group)
            guard let more = answer["records"]?.elements else { throw .unanswered("\(list) has no records") }
            records += more
            let total = answer["paging"]?["totalElements"]?.wholeNumber
            if let total, records.count >= total { return records }
            guard !more.isEmpty, total != nil || answer["navigation"]?["nextPage"] != nil else {
                guard total == nil else { throw .unanswered("\(list) is shorter than it says") }
                return records
            }
        }
        throw .unanswered("\(list) has no end")
    }

    func ask(_ path: String, _ query: [(String, String)], _ group: Group) async throws(Silence) -> JSONValue {
        var isSecondTry = false
        while true {
            var request = HTTPRequest(.get, baseURL.appending(path: path).withQuery(query), headers: ["Accept": "application/json"], timeout: 20)
            do throws(AuthorizationError) { try await authorizer.authorize(&request) } catch { throw .unanswered(error.description) }
            if group == .light {
                do throws(CancellationError) { try await pacer.waitForTurn(.read) } catch { throw .unanswered("it was stopped") }
            }
            let response: HTTPResponse
            do throws(HTTPTransportError) { response = try await transport.send(request) } catch {
                if group == .light { await pacer.observed(.read, answer: nil) }
                throw .unanswered(error.description)
            }
            if group == .light { await pacer.observed(.read, answer: response) }
            if response.status == 401, !isSecondTry, authorizer.renewsRefused {
                isSecondTry = true
                await authorizer.rejected(request)
                continue
            }
            let body = JSONValue(response.body)
            if response.isSuccess, let body, body.isObject { return body }
            switch response.status {
            case 403:
                let error = body?["errors"]?.elements.first
                throw .forbidden(
                    code: error?["errorCode"]?.string ?? body?["errorCode"]?.string ?? "403",
                    detail: error?["message"]?.string ?? body?["message"]?.string ?? "")
            case 404, 405, 501: throw .notOffered
            default: throw .unanswered(response.isSuccess ? "the answer is not an object of JSON" : "status \(response.status)")
            }
        }
    }
}
