import Directory
package import Foundation
package import Provisioning
package import SCIM

/// What is particular to RingCentral among SCIM apps.
package enum RingCentralProfile {
    /// The app's name, where no profile gives another.
    package static let name = ApplicationSettings.ringCentralName

    private static let department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"

    /// The attributes that RingCentral accepts; mandatory ones are refused when missing. `externalId` and `active` are kept by the sync itself.
    package static let targetAttributes: [TargetAttribute] = [
        .init(path: "userName", label: "User name", isMandatory: true, defaultSource: DirectoryAttribute.primaryEmail.id, category: "Account"),
        .init(
            path: #"emails[type eq "work"].value"#, label: "Work email", isMandatory: true, defaultSource: DirectoryAttribute.primaryEmail.id,
            category: "Account"),
        .init(path: "name.givenName", label: "First name", isMandatory: true, defaultSource: DirectoryAttribute.givenName.id, category: "Account"),
        .init(path: "name.familyName", label: "Last name", isMandatory: true, defaultSource: DirectoryAttribute.familyName.id, category: "Account"),
        .init(path: "title", label: "Job title", defaultSource: DirectoryAttribute.jobTitle.id, category: "Work"),
        .init(path: department, label: "Department", defaultSource: DirectoryAttribute.department.id, category: "Work"),
        .init(
            path: #"phoneNumbers[type eq "mobile"].value"#, label: "Mobile phone", defaultSource: DirectoryAttribute.mobilePhone.id, category: "Phone"
        ),
        .init(path: #"phoneNumbers[type eq "work"].value"#, label: "Work phone", category: "Phone"),
        .init(path: #"phoneNumbers[type eq "other"].value"#, label: "Other phone", category: "Phone"),
        address("streetAddress", "Street address", .workStreet), address("locality", "City", .workCity),
        address("region", "State or region", .workRegion), address("postalCode", "Postal code", .workPostalCode),
        address("country", "Country", .workCountry),
    ]

    private static func address(_ name: String, _ label: String, _ source: DirectoryAttribute) -> TargetAttribute {
        .init(path: #"addresses[type eq "work"].\#(name)"#, label: label, defaultSource: source.id, category: "Address")
    }

    /// RingCentral's SCIM: lists are short, and the published schema enumeration is not strict about extensions.
    package static let dialect = SCIMDialect(listsExtensionSchemas: true, listsAreShort: true, knownPaths: targetAttributes.map(\.path))

    /// The SCIM service of the server at `baseURL`.
    package static func scimBaseURL(_ baseURL: URL) -> URL { baseURL.appending(path: "scim/v2") }
}
