import Directory
import GoogleResources

/// The columns of the CSV that Google's Admin console makes under *Download users*, as attributes.
struct ExportedUserColumns {
    private static let attributes: [(title: String, attribute: DirectoryAttribute)] = [
        ("First Name", .givenName), ("Last Name", .familyName), ("Employee ID", .employeeID),
        ("Employee Title", .jobTitle), ("Employee Type", .employeeType),
        ("Department", .department), ("Cost Center", .costCenter),
        ("Manager Email", .managerEmail), ("Building ID", .buildingID), ("Floor Name", .floorName),
        ("Floor Section", .floorSection), ("Work Phone", .workPhone), ("Home Phone", .homePhone),
        ("Mobile Phone", .mobilePhone), ("Work Secondary Email", .workEmail), ("Home Secondary Email", .homeEmail),
        ("Work Address", .workAddress),
    ]

    private let table: CSVTable
    private let columns: [(column: Int, attribute: String)]

    init(_ table: CSVTable) {
        self.table = table
        let known = Self.attributes.compactMap { title, attribute in table.column(title).map { ($0, attribute.id) } }
        let custom = table.headers.enumerated().compactMap { index, title -> (Int, String)? in
            let parts = title.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
            return (index, DirectoryAttribute.custom(schema: String(parts[0]), field: String(parts[1])).id)
        }
        columns = known + custom
    }

    /// The attributes that the table has columns for.
    var givenAttributes: Set<String> { Set(columns.map(\.attribute)).union([DirectoryAttribute.fullName.id]) }

    /// The attributes of columns titled `Schema.Field`.
    var customAttributes: [DirectoryAttribute] {
        columns.compactMap { _, attribute in DirectoryAttribute.customParts(of: attribute).map { .custom(schema: $0.schema, field: $0.field) } }
    }

    func people(attributes: Set<String>) throws(DirectoryError) -> [Person] {
        let email = try table.requiredColumn("Email Address")
        let unit = try table.requiredColumn("Org Unit Path")
        let status = try table.requiredColumn("Status")
        let (given, family) = (try table.requiredColumn("First Name"), try table.requiredColumn("Last Name"))
        let id = table.column("User ID")
        let wanted = columns.filter { attributes.contains($0.attribute) }
        var texts = SharedTexts()
        var people: [Person] = []
        people.reserveCapacity(table.rows.count)
        for row in table.rows {
            let address = try table.cell(email, of: row, ExportedAddress.read)
            let personID = try id.map { column throws(DirectoryError) in
                try table.cell(column, of: row) { cell throws(ExportedTextError) in try ExportedIdentifier.read(cell) }
            }
            var values: [String: String] = [:]
            for (column, attribute) in wanted {
                let value = try table.cell(column, of: row) { cell throws(ExportedTextError) in try Self.value(cell, of: attribute) }
                if !value.isEmpty { values[attribute] = texts.shared(value) }
            }
            let names = try [given, family].map { column throws(DirectoryError) in try table.cell(column, of: row, ExportedText.value) }
            let name = names.filter { !$0.isEmpty }.joined(separator: " ")
            if attributes.contains(DirectoryAttribute.fullName.id) { values[DirectoryAttribute.fullName.id] = name }
            people.append(
                Person(
                    id: personID ?? address.lowercased(), primaryEmail: address, fullName: name.isEmpty ? nil : name,
                    status: try table.cell(status, of: row, Self.status),
                    organizationalUnitPath: texts.shared(try table.cell(unit, of: row, ExportedUnitPath.read)), attributes: values))
        }
        if id != nil, ExportedIdentifier.areRounded(people.lazy.map(\.id)) {
            throw .invalidFile(
                place: table.name,
                reason:
                    "a spreadsheet rounded the numbers of the column \"User ID\" to 15 digits. Export the list again and do not save it from a spreadsheet."
            )
        }
        return people
    }

    /// The value of an attribute; where people write several into one cell, the first.
    private static func value(_ cell: String, of attribute: String) throws(ExportedTextError) -> String {
        let value = try ExportedText.value(cell)
        if phones.contains(attribute) { return ExportedText.first(value) }
        return addresses.contains(attribute) ? ExportedAddress.loose(value) : value
    }

    private static let phones = Set([DirectoryAttribute.workPhone, .homePhone, .mobilePhone].map(\.id))
    private static let addresses = Set([DirectoryAttribute.managerEmail, .workEmail, .homeEmail].map(\.id))

    private static func status(_ cell: String) throws(ExportedTextError) -> Person.Status {
        let text = VisibleText.stripped(cell)
        switch text.lowercased() {
        case "active": return .active
        case "suspended": return .suspended
        case "archived": return .archived
        default:
            throw ExportedTextError(
                reason: "the status \"\(text.prefix(40))\" is not known; there are Active, Suspended and Archived. Correct the row.")
        }
    }
}
