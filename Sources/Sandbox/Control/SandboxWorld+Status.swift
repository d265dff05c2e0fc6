import Foundation

extension SandboxWorld {
    /// What a client needs to connect to both sides.
    var connection: JSONValue {
        [
            "baseURL": .string(baseURL),
            "ringCentral": [
                "baseURL": .string(baseURL), "clientID": .string(SandboxClient.confidential.id),
                "clientSecret": .string(SandboxClient.confidential.secret ?? ""),
                "publicClientID": .string(SandboxClient.publicApplication.id), "userName": .string(SandboxClient.userName),
                "password": .string(state.authorization.password), "personalJWT": .string(SandboxClient.personalJWT),
                "authorizeURL": .string(baseURL + "/restapi/oauth/authorize"), "tokenURL": .string(baseURL + "/restapi/oauth/token"),
                "scimURL": .string(baseURL + "/scim/v2"),
            ],
            "google": [
                "baseURL": .string(baseURL), "adminAddress": .string(Organisation.administrator), "customerID": .string(Organisation.customerID),
                "primaryDomain": .string(Organisation.primaryDomain), "serviceAccountURL": .string(baseURL + "/sandbox/service-account.json"),
            ],
        ]
    }

    var status: JSONValue {
        let living = state.organisation.people.filter { $0.deletionTime == nil }
        let accounts = state.accounts.all
        return .present([
            "baseURL": .string(baseURL), "now": .string(now.rfc3339), "clockOffsetSeconds": .integer(Int(state.clockOffset)),
            "users": .integer(state.users),
            "seed": .string(String(state.seed)),
            "people": [
                "listed": .integer(living.count), "suspended": .integer(living.count(where: \.suspended)),
                "archived": .integer(living.count(where: \.archived)),
                "deleted": .integer(state.organisation.people.count { isListed($0, deleted: true) }),
            ],
            "groups": .integer(state.organisation.groups.count),
            "accounts": [
                "total": .integer(accounts.count), "active": .integer(accounts.count(where: \.active)),
                "awaitingActivation": .integer(accounts.count { $0.awaitsActivation == true }),
            ],
            "activationRequired": .bool(state.accountsAwaitActivation ?? false),
            "licences": ["total": .integer(state.licences), "free": .integer(max(0, state.licences - accounts.count))],
            "sessions": .integer(state.authorization.sessions.count),
            "limits": [
                "light": .integer(limits.light), "medium": .integer(limits.medium), "heavy": .integer(limits.heavy), "auth": .integer(limits.auth),
                "windowSeconds": .integer(limits.windowSeconds), "penaltySeconds": .integer(limits.penaltySeconds),
            ],
            "latencyMilliseconds": .integer(latency.milliseconds), "faults": .integer(faults.count), "requests": .integer(log.total),
            "saveFailure": .optional(saveFailure),
        ])
    }

    mutating func controlRequests(_ request: SandboxRequest, path: [String]) throws(Refusal) -> JSONValue {
        switch (request.method, path.dropFirst().first) {
        case ("GET", nil):
            let limit = request.parameters["limit"].flatMap(Int.init).map { max(0, $0) } ?? RequestLog.capacity
            return ["total": .integer(log.total), "requests": .array(log.entries.suffix(limit).map(\.value))]
        case ("GET", "summary"):
            return ["total": .integer(log.total), "counts": .object(log.counts.mapValues { .integer($0) })]
        case ("DELETE", nil), ("POST", "reset"):
            log.reset()
            return ["total": 0]
        default: throw ControlError.bad("The request log takes GET, GET summary and DELETE.", status: 405)
        }
    }
}

extension RequestLog.Entry {
    var value: JSONValue {
        .present([
            "sequence": .integer(sequence), "time": .string(time.rfc3339), "method": .string(method), "path": .string(path),
            "query": query.isEmpty ? nil : .string(query), "group": .optional(group), "status": .integer(status), "delivery": .string(delivery),
        ])
    }
}

extension Duration {
    var milliseconds: Int { Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000) }
}
