import Foundation

/// What the stand-ins were asked, bounded; control requests and pages are not in it.
struct RequestLog: Sendable {
    struct Entry: Sendable {
        var sequence: Int
        var time: Date
        var method: String
        var path: String
        /// Empty for the OAuth pages and token endpoints: their parameters are secrets.
        var query: String
        var group: String?
        var status: Int
        /// `whole`, `dropped` or `cut`.
        var delivery: String
    }

    static let capacity = 5000

    private(set) var total = 0
    private(set) var counts: [String: Int] = [:]
    private var ring: [Entry] = []

    /// Oldest first.
    var entries: [Entry] {
        guard ring.count == Self.capacity else { return ring }
        let start = total % Self.capacity
        return Array(ring[start...] + ring[..<start])
    }

    mutating func record(_ request: SandboxRequest, response: SandboxResponse, group: String?, at time: Date) {
        let delivery =
            switch response.delivery {
            case .whole: "whole"
            case .dropped: "dropped"
            case .cut: "cut"
            }
        let secret = request.path.hasPrefix("/restapi/oauth") || request.path == "/token"
        let entry = Entry(
            sequence: total + 1, time: time, method: request.method, path: request.path, query: secret ? "" : request.query, group: group,
            status: response.status,
            delivery: delivery)
        if ring.count < Self.capacity { ring.append(entry) } else { ring[total % Self.capacity] = entry }
        total += 1
        counts["\(request.method) \(Self.kind(of: request.path)) \(response.status)", default: 0] += 1
    }

    mutating func reset() { self = RequestLog() }

    /// The path with its variable parts replaced, so that requests to different people count together.
    static func kind(of path: String) -> String {
        let collections = ["Users": "{id}", "users": "{key}", "groups": "{key}", "customer": "{customer}", "members": "{member}"]
        var previous = ""
        let parts = path.split(separator: "/").map { part -> String in
            defer { previous = String(part) }
            guard part != ".search", let placeholder = collections[previous] else { return String(part) }
            return placeholder
        }
        // Unknown paths are bounded too: a scanner must not fill the memory with counters.
        return parts.count <= 7 && path.utf8.count <= 160 ? "/" + parts.joined(separator: "/") : "(other)"
    }
}
