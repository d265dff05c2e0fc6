import Foundation
import HTTP
import JSON
import Sandbox

/// What the app answers to one request about an account although something else happened.
enum FalseAnswer: Sendable, Equatable {
    /// Nothing happens; the account is shown as it is.
    case unchanged
    /// Nothing happens; the account is shown as it was asked to be. Nobody can see through that.
    case asked
    /// Nothing happens; 204.
    case nothing
    /// Nothing happens; a page of something in between, with this status.
    case page(status: Int)
    /// It happens; 204 without the account.
    case silence
    /// It happens; a page of something in between, with 200.
    case pageAfterEffect
    /// It happens; a page of something in between, also whenever somebody looks for that account until the run ends.
    case unseen
    /// Another account is shown; it happens, or not.
    case somebodyElse(takesEffect: Bool)
    /// Nothing happens; SCIM's own words for an account that is not there.
    case gone
    /// Nothing happens; denied for this account, in the words of the platform.
    case denied

    /// Those that only a write can be answered with: a read would say that somebody is gone who is there, and nobody could know better.
    var isForWrites: Bool {
        switch self {
        case .page, .somebodyElse, .denied: false
        case .unchanged, .asked, .nothing, .silence, .pageAfterEffect, .unseen, .gone: true
        }
    }

    static let signInPage = "<!DOCTYPE html><title>Sign in</title><p>Your session has ended.</p>"

    /// The platform's refusal of one target.
    static let denial =
        #"{"errorCode":"CMN-408","message":"In order to call this API endpoint, user needs to have [EditAccounts] permission for requested resource."}"#

    /// The sandbox's fault that tells it to the next request of this method and path; `nil` where the answer is replaced on the way back.
    func fault(_ request: SandboxRequest) -> [String: any Sendable]? {
        let fault: [String: any Sendable] = ["path": request.path, "exact": true, "method": request.method, "times": 1]
        func with(_ more: [String: any Sendable]) -> [String: any Sendable] { fault.merging(more) { $1 } }
        switch self {
        case .unchanged: return with(["kind": "withoutEffect", "answer": "unchanged"])
        case .asked: return with(["kind": "withoutEffect", "answer": "asked"])
        case .nothing: return with(["kind": "withoutEffect", "answer": "empty"])
        case .page(let status): return with(["kind": "status", "status": status, "body": Self.signInPage, "contentType": "text/html"])
        case .somebodyElse(let takesEffect): return with(["kind": "aboutSomebodyElse", "takesEffect": takesEffect])
        case .gone:
            let body = #"{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"Resource not found"}"#
            return with(["kind": "status", "status": 404, "body": body, "contentType": "application/scim+json"])
        case .denied: return with(["kind": "status", "status": 403, "body": Self.denial])
        case .silence, .pageAfterEffect, .unseen: return nil
        }
    }

    /// Whether nobody can see through it, not even by reading the account once more.
    func isBelieved(_ state: CloudState, _ request: SandboxRequest) -> Bool {
        switch self {
        case .asked: return true
        case .unchanged, .nothing, .page(status: 200):
            // What a creation without effect would show is an account that is nowhere; that is as good a lie.
            if request.method == "POST" { return self == .unchanged }
            // An account that was never activated looks suspended already.
            return request.path.split(separator: "/").last.flatMap { state.accounts[String($0)] }?.awaitsActivation ?? false
        default: return false
        }
    }

    /// The answer as it arrives, for those that are replaced on the way back.
    func replaced(_ response: SandboxResponse) -> SandboxResponse {
        guard (200..<300).contains(response.status) else { return response }
        var response = response
        switch self {
        case .silence:
            response.status = 204
            response.body = Data()
            response.headers["Content-Type"] = nil
        case .pageAfterEffect, .unseen:
            response.status = 200
            response.body = Data(Self.signInPage.utf8)
            response.headers["Content-Type"] = "text/html"
        default: break
        }
        return response
    }
}

extension Cloud {
    /// Lets the sandbox answer a request falsely, if it is one about accounts that can be answered so.
    func answer(_ request: SandboxRequest, falsely answer: FalseAnswer) -> SandboxResponse {
        let isWrite = CloudState.isWrite(request)
        // A list of everybody is about nobody in particular.
        let isList = request.path == "/scim/v2/Users" && !isWrite && !request.query.contains("filter")
        guard request.path.hasPrefix("/scim/v2/Users"), !isList, isWrite || !answer.isForWrites else { return self.answer(request) }
        let isBelieved = with { answer.isBelieved($0, request) }
        note("the app answers falsely (\(answer)) to \(request.method) \(request.path)")
        with { state in
            state.tally.falseAnswers += 1
            state.isAnsweringFalsely = true
            if isBelieved, let person = state.person(of: request) { state.changedByHand.insert(person) }
            if isBelieved, let id = state.accountWithoutOwner(request) { state.adoptedInWord.insert(id) }
            if let fault = answer.fault(request) { _ = state.control("POST", "faults", fault) }
        }
        let honest = self.answer(request)
        let response = answer.replaced(honest)
        with { state in
            state.isAnsweringFalsely = false
            if answer == .unseen, isWrite, (200..<300).contains(honest.status) { state.hideAccount(after: request) }
        }
        return response
    }
}

extension CloudState {
    /// Nobody sees what a write did to its account, until the run ends.
    mutating func hideAccount(after request: SandboxRequest) {
        let name = request.method == "POST" ? JSONValue(request.body)?["userName"]?.string?.lowercased() : nil
        let made = name.flatMap { name in accounts.values.first { $0.userName.lowercased() == name }?.id }
        let id = made ?? request.path.split(separator: "/").last.map(String.init)
        run.unseen = id.map { (id: $0, name: name) }
        if request.method == "POST" { unseenCreation = person(of: request) }
    }

    /// Whether a request looks for the account that nobody is to see: by its id, or by the name that it was made with.
    func isUnseen(_ request: SandboxRequest) -> Bool {
        guard let unseen = run.unseen, request.method == "GET" else { return false }
        if request.path == "/scim/v2/Users/" + unseen.id { return true }
        guard let name = unseen.name, request.path == "/scim/v2/Users" else { return false }
        return request.query.removingPercentEncoding?.lowercased().contains("\"\(name)\"") ?? false
    }

    /// The account that a write is about, if it carries no id.
    func accountWithoutOwner(_ request: SandboxRequest) -> String? {
        let id = request.path.split(separator: "/").last.map(String.init)
        return id.flatMap { accounts[$0] }.flatMap { $0.externalID == nil ? $0.id : nil }
    }

    /// Whom a write is about.
    func person(of request: SandboxRequest) -> String? {
        if request.method == "POST" { return JSONValue(request.body)?["externalId"]?.string }
        guard let account = request.path.split(separator: "/").last.flatMap({ accounts[String($0)] }) else { return nil }
        // An account that is just being adopted names nobody yet.
        return account.externalID ?? truth.people.values.first { $0.email.lowercased() == account.userName.lowercased() && !$0.isDeleted }?.id
    }
}
