import Foundation

/// A misbehaviour that the next matching requests meet.
struct Fault: Sendable, Equatable {
    enum Kind: String, Sendable, CaseIterable {
        /// Answers with `status` and `body`; nothing happens behind it.
        case status
        /// The connection ends before anything happened.
        case dropBefore
        /// The connection ends after the request took effect.
        case dropAfter
        /// The answer is held back for `milliseconds`.
        case slow
        /// The body ends halfway, with the connection.
        case truncate
        /// `nextPageToken` names a page that was already delivered.
        case repeatPageToken
        /// A listing says that there is nobody.
        case emptyListing
        /// A listing ends after half of its page, without saying so.
        case shortListing
        /// A listing holds every item twice.
        case repeatListing
        /// `totalResults` says one more than there are.
        case wrongTotal
        /// A listing leaves out the item whose id is `body`.
        case leaveOut
        /// A write is answered as if all were well, and does nothing; `answer`, or `body`, says how.
        case withoutEffect
        /// The answer holds another account than the one that was asked for: the one whose id is `body`, or any.
        case aboutSomebodyElse
    }

    /// What a write that does nothing is answered with.
    enum Answer: String, Sendable, CaseIterable {
        /// The resource as it was and still is.
        case unchanged
        /// The resource as it was asked to be, although it is not.
        case asked
        /// 204 with no body.
        case empty
    }

    var id: Int
    var kind: Kind
    /// `nil` matches every method.
    var method: String?
    /// Prefix of the request's path; the whole path when `exact`.
    var path: String
    var exact: Bool
    var status: Int
    var body: String?
    /// Media type of `body`; `nil` is JSON.
    var contentType: String?
    var answer: Answer = .unchanged
    /// Whether a request that is answered with somebody else's account takes effect all the same.
    var takesEffect = false
    var retryAfter: Int?
    var milliseconds: Int
    /// Matching requests that pass unharmed first.
    var skip: Int
    /// Matching requests that are still to be harmed.
    var times: Int

    func matches(_ request: SandboxRequest) -> Bool {
        guard method == nil || method == request.method else { return false }
        if kind == .withoutEffect, request.method == "GET" { return false }
        return exact ? request.path == path : request.path.hasPrefix(path)
    }

    /// Names of the array members that carry a listing's items.
    private static let listMembers = ["users", "groups", "members", "organizationUnits", "domains", "schemas", "Resources"]

    /// Bends an answer that the stand-in has already given.
    func bend(_ response: SandboxResponse, to request: SandboxRequest) -> SandboxResponse {
        var bent = response
        switch kind {
        case .status, .dropBefore, .withoutEffect, .aboutSomebodyElse: break
        case .dropAfter: bent.delivery = .dropped
        case .slow: bent.delay += .milliseconds(milliseconds)
        case .truncate: bent.delivery = .cut(response.body.count / 2)
        case .repeatPageToken:
            bent.rewriteObject { $0["nextPageToken"] = .string(request.parameters["pageToken"] ?? PageToken(offset: 0).text) }
        case .emptyListing:
            bent.rewriteObject { object in
                for name in Self.listMembers { object[name] = nil }
                object["nextPageToken"] = nil
                if object["totalResults"] != nil {
                    object["totalResults"] = 0
                    object["itemsPerPage"] = 0
                }
            }
        case .shortListing:
            bent.rewriteObject { object in
                for name in Self.listMembers {
                    guard case .array(let items)? = object[name] else { continue }
                    object[name] = .array(Array(items.prefix(items.count / 2)))
                    if object["totalResults"] != nil { object["itemsPerPage"] = .integer(items.count / 2) }
                }
                object["nextPageToken"] = nil
            }
        case .repeatListing:
            bent.rewriteObject { object in
                for name in Self.listMembers {
                    guard case .array(let items)? = object[name] else { continue }
                    object[name] = .array(items + items)
                }
            }
        case .wrongTotal:
            bent.rewriteObject { object in
                if let total = object["totalResults"]?.integerValue { object["totalResults"] = .integer(total + 1) }
            }
        case .leaveOut:
            bent.rewriteObject { object in
                for name in Self.listMembers {
                    guard case .array(let items)? = object[name] else { continue }
                    object[name] = .array(items.filter { $0["id"]?.stringValue != body })
                }
            }
        }
        return bent
    }

    /// The answer of a `status` fault.
    var refusal: SandboxResponse {
        var response = SandboxResponse(status: status, headers: ["Content-Type": contentType ?? "application/json"], body: Data((body ?? "").utf8))
        if let retryAfter { response.headers["Retry-After"] = String(retryAfter) }
        return response
    }
}

extension SandboxResponse {
    fileprivate mutating func rewriteObject(_ change: (inout [String: JSONValue]) -> Void) {
        guard status == 200, case .object(var object)? = JSONValue(parsing: body) else { return }
        change(&object)
        body = Data(JSONValue.object(object).utf8)
    }
}
