import JSON

extension Group {
    /// The other addresses of a `groups` resource: those that an administrator gave it, and those that come with alias domains.
    static func aliases(_ resource: JSONValue) -> [String] {
        ["aliases", "nonEditableAliases"].flatMap { resource[$0]?.elements ?? [] }.compactMap(\.string)
    }
}
