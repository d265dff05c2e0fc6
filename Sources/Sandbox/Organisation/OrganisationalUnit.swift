/// A unit of the sample organisation's tree.
struct OrganisationalUnit: Codable, Sendable, Equatable {
    var id: String
    /// Full path such as `/Sales/West`; the root itself is not listed.
    var path: String
    var description: String

    var name: String { path.split(separator: "/").last.map(String.init) ?? "" }

    var parentPath: String {
        let parent = path.split(separator: "/").dropLast().joined(separator: "/")
        return "/" + parent
    }
}
