import Foundation

/// The one form of filter that RingCentral understands: an address attribute, `eq`, a JSON string.
enum ScimFilter {
    /// - Returns: the address that is asked for.
    static func address(_ filter: String) throws(Refusal) -> String {
        let parts = filter.trimmingCharacters(in: .whitespaces).split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
        guard parts.count == 3 else { throw unsupported(filter) }
        var attribute = parts[0].lowercased()
        let prefix = Account.coreSchema.lowercased() + ":"
        if attribute.hasPrefix(prefix) { attribute.removeFirst(prefix.count) }
        guard ["username", "email", "emails", "emails.value"].contains(attribute), parts[1].lowercased() == "eq" else { throw unsupported(filter) }
        // A comparison value is a JSON string (RFC 7644 §3.4.2.2): quotes, escapes and nothing after it.
        guard case .string(let value)? = JSONValue(parsing: Data(parts[2].utf8)) else { throw unsupported(filter) }
        return value
    }

    private static func unsupported(_ filter: String) -> Refusal {
        ScimError.refusal(400, .invalidFilter, "Only userName eq \"...\" and email eq \"...\" are supported")
    }
}
