import Foundation

extension SandboxResponse {
    /// Says `application/json` for SCIM's JSON to a client that prefers it, or takes nothing else (RFC 7644 §3.1, RFC 9110 §12.5.1).
    ///
    /// - Parameter accept: the request's `Accept` header; `nil` takes anything.
    mutating func negotiateMediaType(_ accept: String?) {
        guard let accept, headers["Content-Type"]?.hasPrefix("application/scim+json") == true else { return }
        let ranges = AcceptedTypes(accept)
        guard ranges.quality(of: "application/json") > ranges.quality(of: "application/scim+json") else { return }
        headers["Content-Type"] = "application/json;charset=UTF-8"
    }
}

/// The media ranges of an `Accept` header, by the range in lower case.
private struct AcceptedTypes {
    private var qualities: [String: Double] = [:]

    init(_ header: String) {
        for range in header.split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
            guard let type = parts.first else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
            qualities[type] = quality ?? 1
        }
    }

    /// The quality of the most specific range that covers the type; 0 when none does.
    func quality(of type: String) -> Double {
        let family = type.prefix { $0 != "/" } + "/*"
        return qualities[type] ?? qualities[String(family)] ?? qualities["*/*"] ?? 0
    }
}
