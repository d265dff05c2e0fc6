/// What the people of one organisational unit have in common.
struct UnitPlan: Sendable {
    /// A place of work.
    struct Office: Sendable {
        var building: String
        var address: Person.Address
        /// International number up to the last four digits.
        var prefix: String

        /// Directories hold free text, not E.164: the same number in three manners of writing.
        func phone(_ digits: String, style: Int) -> String {
            switch style {
            case 0: prefix + digits
            case 1: String(prefix.prefix(4)) + " " + prefix.dropFirst(4) + "-" + digits
            default: String(prefix.prefix(4)) + " (" + prefix.dropFirst(4) + ") " + digits
            }
        }
    }

    var path: String
    var weight: Int
    var department: String
    var costCenter: String
    var titles: [String]

    static let totalWeight = all.reduce(0) { $0 + $1.weight }

    static let all: [UnitPlan] = [
        UnitPlan(
            path: "/Sales/West", weight: 12, department: "Sales", costCenter: "CC-210",
            titles: ["Account Manager", "Account Executive", "Sales Engineer"]),
        UnitPlan(path: "/Sales/East", weight: 10, department: "Sales", costCenter: "CC-211", titles: ["Account Manager", "Account Executive"]),
        UnitPlan(
            path: "/Sales/EMEA", weight: 10, department: "Sales", costCenter: "CC-212",
            titles: ["Kundenberaterin", "Responsable de comptes", "Account Manager"]),
        UnitPlan(
            path: "/Engineering/Platform", weight: 14, department: "Engineering", costCenter: "CC-310",
            titles: ["Software Engineer", "Staff Engineer"]),
        UnitPlan(path: "/Engineering/Apps", weight: 12, department: "Engineering", costCenter: "CC-311", titles: ["Software Engineer", "Designer"]),
        UnitPlan(path: "/Engineering/Quality", weight: 6, department: "Engineering", costCenter: "CC-312", titles: ["Test Engineer"]),
        UnitPlan(path: "/Support/Tier 1", weight: 10, department: "Support", costCenter: "CC-410", titles: ["Support Agent", "Team Lead"]),
        UnitPlan(path: "/Support/Tier 2", weight: 5, department: "Support", costCenter: "CC-411", titles: ["Support Engineer"]),
        UnitPlan(path: "/People", weight: 4, department: "People & Culture", costCenter: "CC-110", titles: ["Recruiter", "HR Partner"]),
        UnitPlan(path: "/Finance", weight: 4, department: "Finance", costCenter: "CC-120", titles: ["Accountant", "Controller"]),
        UnitPlan(path: "/Contractors", weight: 6, department: "Contractors", costCenter: "CC-900", titles: ["Contractor"]),
        UnitPlan(path: "/Subsidiary", weight: 8, department: "Subsidiary", costCenter: "CC-700", titles: ["Associate", "Branch Manager"]),
    ]

    /// Every unit of the tree, parents first.
    static let units: [OrganisationalUnit] = [
        ("/Sales", "Everybody who sells"), ("/Sales/West", ""), ("/Sales/East", ""), ("/Sales/EMEA", "Europe, Middle East, Africa"),
        ("/Engineering", ""),
        ("/Engineering/Platform", ""), ("/Engineering/Apps", ""), ("/Engineering/Quality", ""), ("/Support", ""), ("/Support/Tier 1", ""),
        ("/Support/Tier 2", ""), ("/People", ""), ("/Finance", ""), ("/Contractors", "Paid by invoice"), ("/Subsidiary", "Subsidiary Ltd"),
        ("/Former", "People who left"),
    ].enumerated().map { index, unit in
        OrganisationalUnit(id: "id:03ph8a2z\(1000 + index)", path: unit.0, description: unit.1)
    }

    static let rootUnitID = "id:03ph8a2z0root"

    static let offices: [Office] = [
        office("OAK-1", "1 Pier Rd", "Oakland", "CA", "94607", "US", "+1510555"),
        office("NYC-2", "20 Broad St", "New York", "NY", "10005", "US", "+1212555"),
        office("BER-1", "Köpenicker Straße 12", "Berlin", "BE", "10997", "DE", "+4930555"),
        office("TYO-1", "丸の内1-1", "千代田区", "東京都", "100-0005", "JP", "+813555"),
        office("SAO-1", "Av. Paulista 1000", "São Paulo", "SP", "01310-100", "BR", "+5511555"),
        office("ATH-1", "Ερμού 5", "Αθήνα", "Αττική", "105 63", "GR", "+3021555"),
        office("TLV-1", "רוטשילד 1", "תל אביב", "", "6688101", "IL", "+9723555"),
        office("BKK-1", "ถนนสีลม 9", "กรุงเทพฯ", "", "10500", "TH", "+662555"),
    ]

    private static func office(
        _ building: String, _ street: String, _ locality: String, _ region: String, _ postalCode: String, _ country: String, _ prefix: String
    ) -> Office {
        let address = Person.Address(streetAddress: street, locality: locality, region: region, postalCode: postalCode, country: country)
        return Office(building: building, address: address, prefix: prefix)
    }
}
