import Foundation

/// The names of many groups, as a large organization has them: in several languages, with accents, and many of them alike.
enum LargeDirectory {
    static let domain = "large.example"

    private static let kinds = [
        "All", "Team", "Project", "Équipe", "Abteilung", "Staff", "Managers", "Friends of", "Dirección", "Zespół", "Tým", "On call", "News", "Board",
        "Interns", "Alumni", "Office", "Leads", "Visitors", "Committee",
    ]
    private static let subjects = [
        "Sales", "Presales", "Engineering", "Support", "Operations", "Legal", "Finance", "Marketing", "Vertrieb", "Einkauf", "Comptabilité",
        "Ingeniería",
        "Łączność", "Údržba", "Research", "Security", "Facilities", "Training", "Design", "Procurement", "Payroll", "Events", "Networks", "Quality",
        "Press",
    ]
    private static let places = [
        "Berlin", "Zürich", "København", "Kraków", "São Paulo", "México", "Málaga", "Reykjavík", "Montréal", "London", "Wien", "Brno", "Paris",
        "Lyon",
        "Oslo", "Malmö", "Göteborg", "Tromsø", "Roma", "Torino", "Lisboa", "Porto", "Athens", "Tallinn", "Riga", "Vilnius", "Dublin", "Cork",
        "Boston",
        "Denver", "Austin", "Toronto", "Osaka", "Tōkyō", "Seoul", "Sydney", "Perth", "Cairo", "Lagos", "Nairobi",
    ]

    /// Name and address of each group.
    static func groups(_ count: Int) -> [(name: String, email: String)] {
        (0..<count).map { index in
            // Steps that share no factor with the tables' lengths, so that neighbours differ in every part.
            let name =
                "\(kinds[index * 7 % kinds.count]) \(subjects[index * 11 % subjects.count]) \(places[index * 13 / 20 % places.count]) \(index / 500)"
            return (name, "group-\(index)@\(domain)")
        }
    }

    /// An export with one member in each group, and few people.
    static func write(groups count: Int, to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var users = "First Name [Required],Last Name [Required],Email Address [Required],Org Unit Path [Required],User ID,Status [READ ONLY]\n"
        for person in 0..<100 { users += "Person,Number\(person),person-\(person)@\(domain),/,\(person),Active\n" }
        try Data(users.utf8).write(to: folder.appending(path: "users.csv"))
        var members = "Group Email,Group Name,Member Email,Member Type\n"
        for (index, group) in groups(count).enumerated() { members += "\(group.email),\(group.name),person-\(index % 100)@\(domain),USER\n" }
        try Data(members.utf8).write(to: folder.appending(path: "members.csv"))
        // Old enough to count at once: what was written just now may still be being copied.
        for name in ["users.csv", "members.csv"] {
            try FileManager.default.setAttributes([.modificationDate: Date() - 3_600], ofItemAtPath: folder.appending(path: name).path)
        }
    }
}
