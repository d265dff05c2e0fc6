/// Draws the groups of the sample organisation from its people.
struct GroupPlan {
    private var random: SplitMix64
    private var groups: [DirectoryGroup] = []

    init(random: SplitMix64) { self.random = random }

    mutating func groups(for people: [Person]) -> [DirectoryGroup] {
        let living = people.filter { $0.deletionTime == nil }
        func within(_ paths: String...) -> [Person] {
            living.filter { person in paths.contains { person.orgUnitPath == $0 || person.orgUnitPath.hasPrefix($0 + "/") } }
        }
        add(
            "all-staff", "All staff", "Everybody on the payroll, listed one by one",
            living.filter { $0.guestEmail == nil && $0.orgUnitPath != "/Former" })
        let emea = add("sales-emea", "Sales EMEA", "Nested in Sales", within("/Sales/EMEA"))
        let sales = add("sales", "Sales", "West and East; EMEA as a nested group", within("/Sales/West", "/Sales/East"))
        nest(emea, in: sales)
        let platform = add("platform", "Platform", "Nested in Engineering", within("/Engineering/Platform"))
        let engineering = add(
            "engineering", "Engineering", "Apps and Quality; Platform as a nested group", within("/Engineering/Apps", "/Engineering/Quality"))
        nest(platform, in: engineering)
        add("support", "Support", "", within("/Support"))
        add("contractors", "Contractors", "", within("/Contractors"))
        add("subsidiary-team", "Subsidiary team", "Everybody from the secondary domain", living.filter { $0.domain == Organisation.secondaryDomain })
        add("phone-users", "Phone users", "People who were promised a telephone", living.filter { _ in random.below(100) < 60 })
        let leaders = Set(living.compactMap(\.managerID))
        add("leadership", "Leadership", "", living.filter { leaders.contains($0.id) })
        add("partners", "Partners", "With a member from outside", Array(living.prefix(3)))
        groups[groups.count - 1].members.append(
            DirectoryGroup.Member(role: "MEMBER", kind: .user, id: "2" + random.digits(20), outsideEmail: "sam.outsider@partner.example"))
        add("everyone", "Everyone", "The whole account as one member", [])
        groups[groups.count - 1].members.append(DirectoryGroup.Member(role: "MEMBER", kind: .customer, id: Organisation.customerID))
        add("empty-committee", "Empty committee", "Nobody was found for it", [])
        let aurora = add("project-aurora", "Project Aurora", "Across domains, with a nested group", living.filter { _ in random.below(100) < 7 })
        nest(sales, in: aurora)
        return groups
    }

    @discardableResult
    private mutating func add(_ local: String, _ name: String, _ description: String, _ people: [Person]) -> Int {
        let members = people.enumerated().map { index, person in
            DirectoryGroup.Member(role: index == 0 ? "OWNER" : index == 1 ? "MANAGER" : "MEMBER", kind: .user, id: person.id)
        }
        groups.append(
            DirectoryGroup(
                id: "0" + random.digits(14), email: "\(local)@\(Organisation.primaryDomain)", name: name, description: description, members: members))
        return groups.count - 1
    }

    private mutating func nest(_ inner: Int, in outer: Int) {
        groups[outer].members.append(DirectoryGroup.Member(role: "MEMBER", kind: .group, id: groups[inner].id))
    }
}
