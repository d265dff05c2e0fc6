/// The columns of the CSV that Google's Admin console makes under *Download users*, as attributes.
struct ExportedUserColumns {
    private static let attributes: [(title: String, attribute: String)] = [
        ("First Name", "name.givenName"), ("Last Name", "name.familyName"), ("Employee ID", "externalIds[organization]"),
        ("Employee Title", "organizations[primary].title"), ("Employee Type", "organizations[primary].description"),
        ("Department", "organizations[primary].department"), ("Cost Center", "organizations[primary].costCenter"),
        ("Manager Email", "relations[manager]"), ("Building ID", "locations[desk].buildingId"), ("Floor Name", "locations[desk].floorName"),
        ("Floor Section", "locations[desk].floorSection"), ("Work Phone", "phones[work]"), ("Home Phone", "phones[home]"),
        ("Mobile Phone", "phones[mobile]"), ("Work Secondary Email", "emails[work]"), ("Home Secondary Email", "emails[home]"),
        ("Work Address", "addresses[work].formatted"),
    ]

    private let table: CSVTable
    private let columns: [(column: Int, attribute: String)]

    init(_ table: CSVTable) {
        self.table = table
        let known = Self.attributes.compactMap { title, attribute in table.column(title).map { ($0, attribute) } }
        let custom = table.headers.enumerated().compactMap { index, title -> (Int, String)? in
            let parts = title.split(separator: ".", omittingEmptySubsequences: false)
            return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty ? (index, "customSchemas.\(title)") : nil
        }
        columns = known + custom
    }

    /// The attributes of columns titled `Schema.Field`.
    var customAttributes: [DirectoryAttribute] {
        columns.compactMap { _, attribute in
            let parts = attribute.split(separator: ".").map(String.init)
            return parts.first == "customSchemas" && parts.count == 3 ? .custom(schema: parts[1], field: parts[2]) : nil
        }
    }

    func people(attributes: Set<String>) throws(DirectoryError) -> [Person] {
        let email = try table.requiredColumn("Email Address")
        let unit = try table.requiredColumn("Org Unit Path")
        let status = try table.requiredColumn("Status")
        let (given, family) = (try table.requiredColumn("First Name"), try table.requiredColumn("Last Name"))
        let id = table.column("User ID")
        var people: [Person] = []
        for row in table.rows {
            let address = row.fields[email]
            guard address.contains("@") else {
                throw .invalidFile(place: "\(table.name):\(row.line)", reason: "\"\(address.prefix(80))\" is no e-mail address. Correct the row.")
            }
            var values: [String: String] = [:]
            for (column, attribute) in columns where attributes.contains(attribute) && !row.fields[column].isEmpty {
                values[attribute] = row.fields[column]
            }
            let name = "\(row.fields[given]) \(row.fields[family])".trimmingSpaces
            if attributes.contains("name.fullName") { values["name.fullName"] = name }
            people.append(
                Person(
                    id: id.map { row.fields[$0] } ?? address.lowercased(), primaryEmail: address, fullName: name.isEmpty ? nil : name,
                    status: try Self.status(row.fields[status], place: "\(table.name):\(row.line)"),
                    organizationalUnitPath: row.fields[unit].hasPrefix("/") ? row.fields[unit] : "/\(row.fields[unit])", attributes: values))
        }
        return people
    }

    private static func status(_ text: String, place: String) throws(DirectoryError) -> Person.Status {
        switch text.lowercased() {
        case "active": .active
        case "suspended": .suspended
        case "archived": .archived
        default:
            throw .invalidFile(
                place: place, reason: "the status \"\(text.prefix(40))\" is not known; there are Active, Suspended and Archived. Correct the row.")
        }
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        var part = self[...]
        while part.first == " " { part.removeFirst() }
        while part.last == " " { part.removeLast() }
        return String(part)
    }
}
