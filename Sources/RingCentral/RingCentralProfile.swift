import Directory
package import Foundation
package import Provisioning
package import SCIM

/// What is particular to RingCentral among SCIM apps.
package enum RingCentralProfile {
    /// The app's name, where no profile gives another.
    package static let name = ApplicationSettings.ringCentralName

    private static let department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"

    /// The attributes that RingCentral accepts; mandatory ones are refused when missing. `externalId` and `active` are kept by the sync itself. Lengths and forms are those of
    /// its contact information: a write by SCIM ends in the same validation.
    package static let targetAttributes: [TargetAttribute] = [
        .init(
            path: "userName", label: "User name", isMandatory: true, maximumLength: 254, format: .email,
            defaultSource: DirectoryAttribute.primaryEmail.id,
            category: "Account"),
        .init(
            path: #"emails[type eq "work"].value"#, label: "Work email", isMandatory: true, maximumLength: 254, format: .email,
            defaultSource: DirectoryAttribute.primaryEmail.id, category: "Account"),
        .init(
            path: "name.givenName", label: "First name", isMandatory: true, maximumLength: longestText,
            defaultSource: DirectoryAttribute.givenName.id,
            category: "Account"),
        .init(
            path: "name.familyName", label: "Last name", isMandatory: true, maximumLength: longestText,
            defaultSource: DirectoryAttribute.familyName.id,
            category: "Account"),
        .init(path: "title", label: "Job title", maximumLength: longestText, defaultSource: DirectoryAttribute.jobTitle.id, category: "Work"),
        .init(path: department, label: "Department", maximumLength: longestText, defaultSource: DirectoryAttribute.department.id, category: "Work"),
        phone("mobile", "Mobile phone", DirectoryAttribute.mobilePhone.id), phone("work", "Work phone"), phone("other", "Other phone"),
        address("streetAddress", "Street address", .workStreet), address("locality", "City", .workCity),
        address(
            "region", "State or region", .workRegion, .region(country: addressPath("country"), mandatoryIn: ["US", "GB", "CA"]),
            [.region(.init(), .code)]),
        address("postalCode", "Postal code", .workPostalCode), address("country", "Country", .workCountry, .country, [.country(.name)]),
    ]

    /// The longest names, title and department.
    private static let longestText = 64

    private static func phone(_ type: String, _ label: String, _ source: String? = nil) -> TargetAttribute {
        .init(
            path: #"phoneNumbers[type eq "\#(type)"].value"#, label: label, format: .phoneNumber, defaultSource: source,
            defaultSteps: [.e164(.init())],
            category: "Phone")
    }

    private static func address(
        _ name: String, _ label: String, _ source: DirectoryAttribute, _ format: ValueFormat = .text, _ steps: [ValueStep] = []
    ) -> TargetAttribute {
        .init(path: addressPath(name), label: label, format: format, defaultSource: source.id, defaultSteps: steps, category: "Address")
    }

    private static func addressPath(_ name: String) -> String { #"addresses[type eq "work"].\#(name)"# }

    /// RingCentral's SCIM: lists are short, and the published schema enumeration is not strict about extensions.
    package static let dialect = SCIMDialect(listsExtensionSchemas: true, listsAreShort: true, knownPaths: targetAttributes.map(\.path))

    /// The SCIM service of the server at `baseURL`.
    package static func scimBaseURL(_ baseURL: URL) -> URL { baseURL.appending(path: "scim/v2") }
}
