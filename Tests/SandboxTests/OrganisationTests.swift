import Foundation
import Testing

@testable import Sandbox

@Suite("The sample organisation", .timeLimit(.minutes(5)))
struct OrganisationTests {
    static let now = Date(timeIntervalSince1970: 1_800_000_000)

    @Test("Size and seed decide everything", arguments: [1, 2, 9, 40, 300])
    func determinism(users: Int) {
        let first = OrganisationBuilder.build(users: users, seed: 7, now: Self.now)
        #expect(first == OrganisationBuilder.build(users: users, seed: 7, now: Self.now))
        #expect(first.people.map(\.id) != OrganisationBuilder.build(users: users, seed: 8, now: Self.now).people.map(\.id))
        #expect(first.people.count { $0.deletionTime == nil } == users)
        #expect(first.people[0].primaryEmail == Organisation.administrator)
        #expect(first.people[0].isAdmin)
    }

    @Test("The generator gives the published sequence")
    func splitMix() {
        var random = SplitMix64(seed: 1_234_567)
        #expect([random.next(), random.next(), random.next()] == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
    }

    @Test("It has the cases that break a sync", arguments: [1, 2, 3] as [UInt64])
    func variety(seed: UInt64) throws {
        let organisation = OrganisationBuilder.build(users: 300, seed: seed, now: Self.now)
        let living = organisation.people.filter { $0.deletionTime == nil }
        let deleted = organisation.people.filter { $0.deletionTime != nil }
        #expect(Set(organisation.people.map(\.id)).count == organisation.people.count)
        #expect(Set(living.flatMap { [$0.primaryEmail] + $0.aliases }).count == living.reduce(0) { $0 + 1 + $1.aliases.count })
        #expect(living.allSatisfy { $0.primaryEmail.allSatisfy(\.isASCII) })
        #expect(living.count(where: \.suspended) == 9)
        #expect(living.count(where: \.archived) == 6)
        #expect(deleted.count == 3)
        #expect(deleted.contains { person in living.contains { $0.primaryEmail == person.primaryEmail } })
        #expect(deleted.allSatisfy { Self.now.timeIntervalSince($0.deletionTime ?? .distantPast) < Organisation.deletedVisibility })
        #expect(living.count { $0.domain == Organisation.secondaryDomain } > 5)
        #expect(living.count { $0.guestEmail != nil } == 1)
        #expect(living[6].givenName == living[7].givenName && living[6].familyName == living[7].familyName)
        #expect(organisation.people.allSatisfy { $0.givenName.count <= 60 && $0.familyName.count <= 60 })
        let paths = Set(organisation.units.map(\.path)).union(["/"])
        #expect(organisation.people.allSatisfy { paths.contains($0.orgUnitPath) })
        let scripts: [ClosedRange<UInt32>] = [
            0x400...0x4FF, 0x370...0x3FF, 0x600...0x6FF, 0x590...0x5FF, 0x4E00...0x9FFF, 0x3040...0x30FF, 0xAC00...0xD7A3, 0x900...0x97F,
        ]
        for script in scripts {
            #expect(living.contains { $0.familyName.unicodeScalars.contains { script.contains($0.value) } })
        }
    }

    @Test("Groups: nested, with an outsider, with everybody, empty")
    func groups() throws {
        let organisation = OrganisationBuilder.build(users: 300, seed: 1, now: Self.now)
        func group(_ name: String) throws -> DirectoryGroup { try #require(organisation.groups.first { $0.email == name + "@corp.example" }) }
        #expect(organisation.groups.count >= 12)
        #expect(try group("sales").members.contains { $0.kind == .group })
        #expect(try group("partners").members.contains { $0.outsideEmail == "sam.outsider@partner.example" })
        #expect(try group("everyone").members.map(\.kind) == [.customer])
        #expect(try group("empty-committee").members.isEmpty)
        #expect(try group("all-staff").members.count > 200)
    }

    @Test("Accounts that were there before: two to adopt, one of another client, two of nobody in scope")
    func accounts() throws {
        let organisation = OrganisationBuilder.build(users: 40, seed: 1, now: Self.now)
        let store = AccountStore(sampleFor: organisation, at: Self.now)
        #expect(store.count == 5)
        #expect(store[AccountStore.administratorID]?.userName == Organisation.administrator)
        for index in 1...2 { #expect(try #require(store.account(named: organisation.people[index].primaryEmail)).externalId == nil) }
        #expect(store.account(named: organisation.people[3].primaryEmail)?.externalId == "okta-00u1foreign9XyZ")
    }

    @Test("Who is listed follows each change of people and groups, in this organization and not in its copy")
    func listedAfterChanges() throws {
        var organisation = OrganisationBuilder.build(users: 20, seed: 1, now: Self.now)
        let leaver = organisation.people[3].id
        organisation.groups = [
            DirectoryGroup(id: "outer", email: "outer@corp.example", name: "Outer", description: ""),
            DirectoryGroup(id: "inner", email: "inner@corp.example", name: "Inner", description: ""),
        ]
        organisation.groups[0].members = [.init(role: "MEMBER", kind: .group, id: "inner")]
        func members(_ organisation: Organisation) -> [String] { organisation.membership(of: 0, derived: true).map(\.id) }
        #expect(members(organisation) == ["inner"])
        organisation.groups[1].members = [.init(role: "MEMBER", kind: .user, id: leaver)]
        #expect(members(organisation) == ["inner", leaver])
        #expect(organisation.membership(of: 0, derived: false).map(\.id) == ["inner"])
        let before = organisation
        organisation.people[3].deletionTime = Self.now
        #expect(members(organisation) == ["inner"] && organisation.livingByID[leaver] == nil)
        #expect(members(before) == ["inner", leaver] && before.livingByID[leaver] != nil)
        organisation.people[3].deletionTime = nil
        #expect(members(organisation) == ["inner", leaver] && organisation == before)
        let kept = try JSONDecoder().decode(Organisation.self, from: JSONEncoder().encode(organisation))
        #expect(members(kept) == ["inner", leaver])
    }
}
