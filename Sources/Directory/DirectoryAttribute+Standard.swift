/// The standard attributes. Configurations hold their ids, so an id never changes. Some look like paths, because the first source that this program had keeps its
/// values there; everywhere else they are names.
extension DirectoryAttribute {
    package static let primaryEmail = DirectoryAttribute(id: "primaryEmail", label: "Primary email", category: .basicInformation)
    package static let givenName = DirectoryAttribute(id: "name.givenName", label: "First name", category: .basicInformation)
    package static let familyName = DirectoryAttribute(id: "name.familyName", label: "Last name", category: .basicInformation)
    package static let fullName = DirectoryAttribute(id: "name.fullName", label: "Full name", category: .basicInformation)
    package static let directoryID = DirectoryAttribute(id: "id", label: "Directory id", category: .basicInformation)
    package static let unitPath = DirectoryAttribute(id: "orgUnitPath", label: "Organizational unit path", category: .basicInformation)
    package static let employeeID = DirectoryAttribute(id: "externalIds[organization]", label: "Employee ID", category: .employeeDetails)
    package static let jobTitle = DirectoryAttribute(id: "organizations[primary].title", label: "Job title", category: .employeeDetails)
    package static let employeeType = DirectoryAttribute(
        id: "organizations[primary].description", label: "Type of employee", category: .employeeDetails)
    package static let managerEmail = DirectoryAttribute(id: "relations[manager]", label: "Manager's email", category: .employeeDetails)
    package static let department = DirectoryAttribute(id: "organizations[primary].department", label: "Department", category: .employeeDetails)
    package static let costCenter = DirectoryAttribute(id: "organizations[primary].costCenter", label: "Cost center", category: .employeeDetails)
    package static let buildingID = DirectoryAttribute(id: "locations[desk].buildingId", label: "Building ID", category: .employeeDetails)
    package static let floorName = DirectoryAttribute(id: "locations[desk].floorName", label: "Floor name", category: .employeeDetails)
    package static let floorSection = DirectoryAttribute(id: "locations[desk].floorSection", label: "Floor section", category: .employeeDetails)
    package static let workPhone = DirectoryAttribute(id: "phones[work]", label: "Phone (work)", category: .contactInformation)
    package static let homePhone = DirectoryAttribute(id: "phones[home]", label: "Phone (home)", category: .contactInformation)
    package static let mobilePhone = DirectoryAttribute(id: "phones[mobile]", label: "Phone (mobile)", category: .contactInformation)
    package static let workMobilePhone = DirectoryAttribute(id: "phones[work_mobile]", label: "Phone (work mobile)", category: .contactInformation)
    package static let homeEmail = DirectoryAttribute(id: "emails[home]", label: "Secondary email (home)", category: .contactInformation)
    package static let workEmail = DirectoryAttribute(id: "emails[work]", label: "Secondary email (work)", category: .contactInformation)
    package static let workStreet = DirectoryAttribute(
        id: "addresses[work].streetAddress", label: "Work address: street", category: .contactInformation)
    package static let workCity = DirectoryAttribute(id: "addresses[work].locality", label: "Work address: city", category: .contactInformation)
    package static let workRegion = DirectoryAttribute(id: "addresses[work].region", label: "Work address: region", category: .contactInformation)
    package static let workPostalCode = DirectoryAttribute(
        id: "addresses[work].postalCode", label: "Work address: postal code", category: .contactInformation)
    package static let workCountry = DirectoryAttribute(id: "addresses[work].country", label: "Work address: country", category: .contactInformation)
    package static let workAddress = DirectoryAttribute(
        id: "addresses[work].formatted", label: "Work address: as one text", category: .contactInformation)

    /// The attributes that every organization has, in the order of the pick list.
    package static let standard: [DirectoryAttribute] = [
        .primaryEmail, .givenName, .familyName, .fullName, .directoryID, .unitPath, .employeeID, .jobTitle, .employeeType, .managerEmail,
        .department, .costCenter, .buildingID, .floorName, .floorSection, .workPhone, .homePhone, .mobilePhone, .workMobilePhone, .homeEmail,
        .workEmail, .workStreet, .workCity, .workRegion, .workPostalCode, .workCountry, .workAddress,
    ]
}
