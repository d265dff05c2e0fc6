/// What the people of one organisational unit have in common.
struct UnitPlan: Sendable {
    /// A place of work.
    struct Office: Sendable {
        var building: String
        /// As people type it: countries and states by name or code, in English or in the country's own language.
        var address: Person.Address
        /// A number with its country's code, the last four digits as `####`.
        var international: String
        /// The same as people of the country write it among themselves.
        var national: String

        /// Directories hold free text, not E.164: the same number in three manners of writing. The national one means nothing without the person's country.
        func phone(_ digits: String, style: Int, countryIsKnown: Bool) -> String {
            func filled(_ pattern: String) -> String { String(pattern.dropLast(4)) + digits }
            return switch style {
            case 0: "+" + filled(international).filter(\.isNumber)
            case 1: filled(international)
            default: countryIsKnown ? filled(national) : filled(international)
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
        office("OAK-1", "1 Pier Rd", "Oakland", "CA", "94607", "USA", "+1 510-555-####", "(510) 555-####"),
        office("NYC-2", "20 Broad St", "New York", "New York", "10005", "United States", "+1 (212) 555-####", "212.555.####"),
        office("BER-1", "Köpenicker Straße 12", "Berlin", "Berlin", "10997", "Deutschland", "+49 30 555-####", "030/555 ####"),
        office("TYO-1", "丸の内1-1", "千代田区", "東京都", "100-0005", "JP", "+81 3-5555-####", "03-5555-####"),
        office("SAO-1", "Av. Paulista 1000", "São Paulo", "SP", "01310-100", "Brasil", "+55 11 3555-####", "(11) 3555-####"),
        office("ATH-1", "Ερμού 5", "Αθήνα", "Αττική", "105 63", "Greece", "+30 210 555 ####", "210 555 ####"),
        office("TLV-1", "רוטשילד 1", "תל אביב", "", "6688101", "Israel", "+972 3-555-####", "03-555-####"),
        office("BKK-1", "ถนนสีลม 9", "กรุงเทพฯ", "", "10500", "TH", "+66 2 555 ####", "02 555 ####"),
        office("LON-1", "4 Fleet St", "London", "England", "EC4Y 1AA", "UK", "+44 20 7946 ####", "020 7946 ####"),
        office("TOR-1", "220 Bay St", "Toronto", "Ontario", "M5J 2W4", "Canada", "+1 416 555 ####", "416-555-####"),
        office("PAR-1", "8 rue de Rivoli", "Paris", "", "75004", "FR", "+33 1 99 00 ####", "01 99 00 ####"),
        office("SYD-1", "30 Pitt St", "Sydney", "New South Wales", "2000", "Australia", "+61 2 5550 ####", "(02) 5550 ####"),
        office("BLR-1", "MG Road 77", "Bengaluru", "Karnataka", "560001", "India", "+91 80 2555 ####", "080-2555 ####"),
    ]

    private static func office(
        _ building: String, _ street: String, _ locality: String, _ region: String, _ postalCode: String, _ country: String, _ international: String,
        _ national: String
    ) -> Office {
        let address = Person.Address(streetAddress: street, locality: locality, region: region, postalCode: postalCode, country: country)
        return Office(building: building, address: address, international: international, national: national)
    }
}
