import Foundation

/// Answers that look like success and are not: of writes that do nothing, and about an account that nobody asked for.
extension SandboxWorld {
    /// Answers a write as if it had been carried out, and leaves everything as it was. What would have been refused is refused.
    mutating func answerWithoutEffect(_ request: SandboxRequest, _ fault: Fault?, group: inout RateLimitGroup?) -> SandboxResponse {
        let before = state
        var response = dispatch(request, group: &group)
        undo(to: before, request)
        if let body = fault?.body {
            response.status = fault?.status ?? 200
            response.headers["Content-Type"] = fault?.contentType ?? "application/json"
            response.body = Data(body.utf8)
            return response
        }
        guard (200..<300).contains(response.status) else { return response }
        switch fault?.answer {
        case .empty?:
            response.status = 204
            response.headers["Content-Type"] = nil
            response.body = Data()
        case .unchanged?:
            if response.status == 200, let account = accountNamed(by: request) { response.body = Data(account.resource(baseURL: baseURL).utf8) }
        case .asked?, nil: break
        }
        return response
    }

    /// Answers a request about one account, or a look-up, with another one.
    mutating func answerAboutSomebodyElse(_ request: SandboxRequest, _ fault: Fault?, group: inout RateLimitGroup?) -> SandboxResponse {
        let before = state
        var response = dispatch(request, group: &group)
        if fault?.takesEffect != true { undo(to: before, request) }
        guard (200..<300).contains(response.status), let other = somebodyElse(than: request, answered: response, fault) else { return response }
        let isLookUp = request.path == "/scim/v2/Users" && request.method == "GET" || request.segments.last == ".search"
        let resource = other.resource(baseURL: baseURL, short: isLookUp)
        response.body = Data((isLookUp ? ScimCatalogue.list([resource], total: 1, start: 1) : resource).utf8)
        response.headers["Content-Type"] = "application/scim+json;charset=UTF-8"
        if response.status == 204 { response.status = 200 }
        if response.status == 201 { response.headers["Location"] = "\(baseURL)/scim/v2/Users/\(other.id)" }
        return response
    }

    /// Another account than the one that the request is about; `nil` when the request is not about one account, or there is no other.
    ///
    /// The administrator's own account is left out: what is done to it ends the session, and hides what the fault is meant to show.
    private func somebodyElse(than request: SandboxRequest, answered response: SandboxResponse, _ fault: Fault?) -> Account? {
        guard request.segments.starts(with: ["scim", "v2", "Users"]) else { return nil }
        if request.method == "GET", request.segments.count == 3, !request.parameters.contains("filter") { return nil }
        if let named = fault?.body.flatMap({ state.accounts[$0] }) { return named }
        let answer = JSONValue(parsing: response.body)
        let asked = request.segments.count == 4 ? request.segments[3] : nil
        let names = [answer?["userName"], answer?["Resources"]?.arrayValue?.first?["userName"]].compactMap { $0?.stringValue?.lowercased() }
        let others = state.accounts.all.filter {
            $0.id != asked && $0.id != AccountStore.administratorID && !names.contains($0.userName.lowercased())
        }
        return others.first { $0.id > asked ?? "" } ?? others.first
    }

    private func accountNamed(by request: SandboxRequest) -> Account? {
        guard request.segments.starts(with: ["scim", "v2", "Users"]), request.segments.count == 4 else { return nil }
        return state.accounts[request.segments[3]]
    }

    /// Takes back what a request did. That its access token was used stays true.
    private mutating func undo(to before: SandboxState, _ request: SandboxRequest) {
        let accounts = state.accounts
        state = before
        state.accounts = accounts
        state.accounts.goBack(to: before.accounts)
        // Refused for its token, it was refused already: that is the answer.
        try? authenticate(request)
    }
}
