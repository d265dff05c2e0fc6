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

    /// The key used in the configuration: the path in the Directory API's user resource, such as `name.givenName`, `organizations[primary].title`
    /// or `customSchemas.Telephony.extension`.
    package let id: String
    /// The Admin console's word for it.
    package let label: String
    /// Where the pick list shows it.
    package let category: Category

    /// Makes an attribute.
    package init(id: String, label: String, category: Category) {
        self.id = id
        self.label = label
        self.category = category
    }

    /// The attribute of field `field` in the custom schema `schema`.
    package static func custom(schema: String, field: String, label: String? = nil) -> DirectoryAttribute {
        DirectoryAttribute(id: "customSchemas.\(schema).\(field)", label: label ?? field, category: .customSchema(schema))
    }

    /// The attributes that every organization has, with the Admin console's words (API facts D.4), in the order of the pick list.
    package static let standard: [DirectoryAttribute] = [
        .init(id: "primaryEmail", label: "Primary email", category: .basicInformation),
        .init(id: "name.givenName", label: "First name", category: .basicInformation),
        .init(id: "name.familyName", label: "Last name", category: .basicInformation),
        .init(id: "name.fullName", label: "Full name", category: .basicInformation),
        .init(id: "id", label: "Directory id", category: .basicInformation),
        .init(id: "orgUnitPath", label: "Organizational unit path", category: .basicInformation),
        .init(id: "externalIds[organization]", label: "Employee ID", category: .employeeDetails),
        .init(id: "organizations[primary].title", label: "Job title", category: .employeeDetails),
        .init(id: "organizations[primary].description", label: "Type of employee", category: .employeeDetails),
        .init(id: "relations[manager]", label: "Manager's email", category: .employeeDetails),
        .init(id: "organizations[primary].department", label: "Department", category: .employeeDetails),
        .init(id: "organizations[primary].costCenter", label: "Cost center", category: .employeeDetails),
        .init(id: "locations[desk].buildingId", label: "Building ID", category: .employeeDetails),
        .init(id: "locations[desk].floorName", label: "Floor name", category: .employeeDetails),
        .init(id: "locations[desk].floorSection", label: "Floor section", category: .employeeDetails),
        .init(id: "phones[work]", label: "Phone (work)", category: .contactInformation),
        .init(id: "phones[home]", label: "Phone (home)", category: .contactInformation),
        .init(id: "phones[mobile]", label: "Phone (mobile)", category: .contactInformation),
        .init(id: "phones[work_mobile]", label: "Phone (work mobile)", category: .contactInformation),
        .init(id: "emails[home]", label: "Secondary email (home)", category: .contactInformation),
        .init(id: "emails[work]", label: "Secondary email (work)", category: .contactInformation),
        .init(id: "addresses[work].streetAddress", label: "Work address: street", category: .contactInformation),
        .init(id: "addresses[work].locality", label: "Work address: city", category: .contactInformation),
        .init(id: "addresses[work].region", label: "Work address: region", category: .contactInformation),
        .init(id: "addresses[work].postalCode", label: "Work address: postal code", category: .contactInformation),
        .init(id: "addresses[work].country", label: "Work address: country", category: .contactInformation),
        .init(id: "addresses[work].formatted", label: "Work address: as one text", category: .contactInformation),
    ]
}
