/// An attribute of a person that can be mapped to the app.
package struct DirectoryAttribute: Sendable, Equatable, Identifiable, Codable {
    /// The categories of the pick list.
    package enum Category: Sendable, Hashable, Codable {
        case basicInformation
        case employeeDetails
        case contactInformation
        /// A custom schema of the organization, by its name.
        case customSchema(String)

        /// The words on the screen.
        package var title: String {
            switch self {
            case .basicInformation: "Basic information"
            case .employeeDetails: "Employee details"
            case .contactInformation: "Contact information"
            case .customSchema(let name): name
            }
        }
    }

    /// The name in the configuration and in `--map`, for ever. Whatever a source calls the attribute, it gives values under this name.
    package let id: String
    /// The word for it on the screen.
    package let label: String
    /// Where the pick list shows it.
    package let category: Category

    /// An attribute with a name, a word and a place.
    package init(id: String, label: String, category: Category) {
        self.id = id
        self.label = label
        self.category = category
    }

    /// The attribute of field `field` in the custom schema `schema`.
    package static func custom(schema: String, field: String, label: String? = nil) -> DirectoryAttribute {
        DirectoryAttribute(id: "\(customName).\(schema).\(field)", label: label ?? field, category: .customSchema(schema))
    }

    private static let customName = "customSchemas"

    /// Schema and field of a custom attribute's ``id``; `nil` for every other text.
    package static func customParts(of id: String) -> (schema: String, field: String)? {
        let parts = id.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == customName, !parts[1].isEmpty, !parts[2].isEmpty else { return nil }
        return (String(parts[1]), String(parts[2]))
    }
}
