/// What the sandbox was asked, from its own counters: they go on when its log of single requests is full.
struct RequestCounts: Equatable {
    /// Keys such as `POST /scim/v2/Users 201`: method, kind of path, status.
    let counts: [String: Int]

    private struct Kind {
        let method: Substring
        let path: Substring
        let status: Int
    }

    private func sum(where condition: (Kind) -> Bool) -> Int {
        counts.reduce(0) { sum, entry in
            let parts = entry.key.split(separator: " ")
            guard parts.count == 3, let status = Int(parts[2]) else { return sum }
            return sum + (condition(Kind(method: parts[0], path: parts[1], status: status)) ? entry.value : 0)
        }
    }

    /// Writes to the app, whatever it answered.
    var targetWrites: Int { sum { $0.path.hasPrefix("/scim/") && $0.method != "GET" } }
    /// Reads of the app, whatever it answered.
    var targetReads: Int { sum { $0.path.hasPrefix("/scim/") && $0.method == "GET" } }
    /// Reads that the app refused.
    var refusedReads: Int { sum { $0.path.hasPrefix("/scim/") && $0.method == "GET" && $0.status >= 400 } }
    /// Answers "too many requests" (RFC 6585 §4).
    var tooManyRequests: Int { sum { $0.status == 429 } }
    /// Pages of people, groups and members.
    var sourceListings: Int { sourceCalls - sourceCalls(below: "/admin/directory/v1/customer/") }
    /// All calls of the Directory API, the token apart.
    var sourceCalls: Int { sourceCalls(below: "/admin/directory/") }

    private func sourceCalls(below prefix: String) -> Int { sum { $0.path.hasPrefix(prefix) } }
}
