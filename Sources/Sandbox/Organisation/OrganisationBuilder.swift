import Foundation

/// Draws the sample organisation: a function of size, seed and the moment that deletions are counted back from.
///
/// The first people have parts to play, whatever the seed: 0 the administrator, 1 and 2 have an adoptable RingCentral account, 3 one that
/// belongs to another provisioning client, 4 is a guest, 5 has the address of a deleted person, 6 and 7 share their whole name, 8 has names at
/// Google's limit of 60 characters.
struct OrganisationBuilder {
    private var random: SplitMix64
    private let users: Int
    private let now: Date
    private var taken: Set<String> = [Organisation.administrator]
    private var people: [Person] = []
    private var managers: [String: String] = [:]

    init(users: Int, seed: UInt64, now: Date) {
        self.users = users
        self.now = now
        random = SplitMix64(seed: seed)
    }

    static func build(users: Int, seed: UInt64, now: Date) -> Organisation {
        var builder = OrganisationBuilder(users: users, seed: seed, now: now)
        return builder.build()
    }

    private mutating func build() -> Organisation {
        for index in 0..<users { people.append(makePerson(index)) }
        castParts()
        addDeletedPeople()
        let units = UnitPlan.units
        var groups = GroupPlan(random: random)
        return Organisation(people: people, groups: groups.groups(for: people), units: units)
    }

    private mutating func makePerson(_ index: Int) -> Person {
        let plan = drawUnit(index)
        let (given, family) = drawName()
        let domain = plan.path.hasPrefix("/Subsidiary") ? Organisation.secondaryDomain : Organisation.primaryDomain
        let employee = 1000 + index
        let local = index % 12 == 9 ? "u\(employee)" : "\(given.ascii).\(family.ascii)"
        var person = Person(
            id: "1" + random.digits(20), primaryEmail: freeAddress(local, domain: domain), givenName: given.written, familyName: family.written,
            orgUnitPath: plan.path, creationTime: Date(timeIntervalSince1970: 1_546_300_800 + Double(random.below(2_500 * 86_400))))
        if index % 9 == 3 { person.aliases = [freeAddress("\(given.ascii)\(employee)", domain: domain)] }
        fillWork(&person, plan: plan, employee: employee)
        applyStatus(&person, index: index)
        return person
    }

    /// Everybody has gaps somewhere, as in a real directory.
    private mutating func fillWork(_ person: inout Person, plan: UnitPlan, employee: Int) {
        let office = random.pick(UnitPlan.offices)
        person.department = plan.department
        person.costCenter = plan.costCenter
        person.title = random.below(12) == 0 ? nil : random.pick(plan.titles)
        person.employeeID = plan.path == "/Contractors" ? nil : "E-\(employee)"
        person.managerID = managers[plan.path]
        if managers[plan.path] == nil { managers[plan.path] = person.id }
        let mobile = random.below(5) == 0 ? nil : (digits: random.digits(4), style: random.below(3))
        let work = random.below(3) == 0 ? nil : random.digits(4)
        let address = random.below(6) == 0 ? nil : office.address
        person.address = address
        person.mobilePhone = mobile.map { office.phone($0.digits, style: $0.style, countryIsKnown: address != nil) }
        person.workPhone = work.map { office.phone($0, style: 0, countryIsKnown: address != nil) }
        person.desk =
            random.below(4) == 0
            ? nil : Person.Desk(buildingId: office.building, floorName: String(1 + random.below(9)), floorSection: random.pick(["A", "B", "C"]))
        if random.below(2) == 0 {
            person.telephonyExtension = String(2000 + employee)
            person.telephonySite = office.address.locality
        }
    }

    private mutating func applyStatus(_ person: inout Person, index: Int) {
        guard index > 8 else { return }
        switch index % 100 {
        case 16, 49, 83:
            person.suspended = true
            person.suspensionTime = person.creationTime.addingTimeInterval(86_400)
            if index % 2 == 0 { person.orgUnitPath = "/Former" }
        case 27, 72:
            person.archived = true
            person.archivalTime = person.creationTime.addingTimeInterval(2 * 86_400)
            person.orgUnitPath = "/Former"
        default: break
        }
    }

    private mutating func drawUnit(_ index: Int) -> UnitPlan {
        if index < 9 { return UnitPlan.all[0] }
        var ticket = random.below(UnitPlan.totalWeight)
        for plan in UnitPlan.all {
            ticket -= plan.weight
            if ticket < 0 { return plan }
        }
        return UnitPlan.all[0]
    }

    private mutating func drawName() -> (given: Script.Name, family: Script.Name) {
        var ticket = random.below(Script.all.reduce(0) { $0 + $1.weight })
        for script in Script.all {
            ticket -= script.weight
            if ticket < 0 { return (random.pick(script.given), random.pick(script.family)) }
        }
        return (random.pick(Script.latin.given), random.pick(Script.latin.family))
    }

    private mutating func freeAddress(_ local: String, domain: String) -> String {
        var candidate = "\(local)@\(domain)"
        var number = 2
        while !taken.insert(candidate).inserted {
            candidate = "\(local)\(number)@\(domain)"
            number += 1
        }
        return candidate
    }

    private mutating func castParts() {
        change(0) { person in
            person.givenName = "Ada"
            person.familyName = "Administrator"
            person.primaryEmail = Organisation.administrator
            person.aliases = []
            person.orgUnitPath = "/"
            person.isAdmin = true
            person.title = "IT administrator"
            person.department = "Information Technology"
        }
        change(4) { person in
            person.guestEmail = "guest.visitor@partner.example"
            person.orgUnitPath = "/"
        }
        change(6) { person in
            person.givenName = "Mina"
            person.familyName = "Park"
        }
        change(7) { person in
            person.givenName = "Mina"
            person.familyName = "Park"
        }
        change(8) { person in
            person.givenName = String(repeating: "Maximiliana-", count: 5)
            person.familyName = "Ó'Brîén & <Söhne> \"von\" Wolfeschlegelsteinhausenbergerdorff"
        }
    }

    private mutating func change(_ index: Int, _ edit: (inout Person) -> Void) {
        guard people.indices.contains(index) else { return }
        edit(&people[index])
    }

    private mutating func addDeletedPeople() {
        for number in 0..<max(2, users / 100) {
            var person = makePerson(10 + number)
            person.id = "1" + random.digits(20)
            // Spread over the 20 days that Google remembers.
            person.deletionTime = now.addingTimeInterval(-86_400 * Double(1 + number * 5 % 19))
            person.suspended = false
            person.suspensionTime = nil
            person.archived = false
            person.archivalTime = nil
            person.aliases = []
            if number == 0, people.indices.contains(5) { person.primaryEmail = people[5].primaryEmail }
            people.append(person)
        }
    }
}
