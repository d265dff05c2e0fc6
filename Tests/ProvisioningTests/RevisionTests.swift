import Foundation
import Testing
import Wording

@testable import Provisioning

@Suite("What the history makes of the configuration file", .timeLimit(.minutes(1)))
struct RevisionTests {
    private static let now = Date(timeIntervalSince1970: 1_780_000_000)
    private static let mario = AuditActor(user: "mario", administrator: "admin@corp.example")

    /// A configuration that says this revision in the file, with something to tell it from others.
    static func file(_ revision: Int, minutes: Int = 60) -> Configuration { Configuration(revision: revision, runIntervalMinutes: minutes) }

    static func revision(
        _ number: Int, _ configuration: Configuration, _ origin: ConfigurationRevision.Origin = .saved, actor: AuditActor = mario
    ) -> ConfigurationRevision {
        ConfigurationRevision(number: number, configuration: configuration, origin: origin, actor: actor, made: now)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let file: Configuration?
        let newest: ConfigurationRevision?
        let intention: ConfigurationRevision?
        let confirms: Bool
        let discovery: RevisionJudgement.Discovery?
        let number: Int

        init(
            _ name: String, file: Configuration?, newest: ConfigurationRevision? = nil, intention: ConfigurationRevision? = nil,
            confirms: Bool = false,
            discovery: RevisionJudgement.Discovery? = nil, number: Int
        ) {
            (testDescription, self.file, self.newest, self.intention) = (name, file, newest, intention)
            (self.confirms, self.discovery, self.number) = (confirms, discovery, number)
        }
    }

    static let cases: [Case] = [
        Case("nothing was ever saved", file: nil, number: 0),
        Case("a configuration from before there was a history", file: file(7), discovery: .init(number: 7, origin: .found), number: 7),
        Case("one that was written by hand", file: file(0), discovery: .init(number: 1, origin: .found), number: 1),
        Case("the file is the newest revision", file: file(3), newest: revision(3, file(3)), number: 3),
        Case(
            "an editor changed it and left the number", file: file(3, minutes: 5), newest: revision(3, file(3)),
            discovery: .init(number: 4, origin: .editedByHand), number: 4),
        Case(
            "it was changed by hand twice", file: file(3, minutes: 7), newest: revision(4, file(3, minutes: 5), .editedByHand),
            discovery: .init(number: 5, origin: .editedByHand), number: 5),
        Case("what was changed by hand stays", file: file(3, minutes: 5), newest: revision(4, file(3, minutes: 5), .editedByHand), number: 4),
        Case(
            "an older copy of the file was put back", file: file(1), newest: revision(3, file(3)), discovery: .init(number: 4, origin: .editedByHand),
            number: 4),
        Case(
            "the ledger was put back from a backup: saves of which it knows nothing are not called changes by hand", file: file(8),
            newest: revision(5, file(5)), discovery: .init(number: 8, origin: .found), number: 8),
        Case("the file is gone", file: nil, newest: revision(3, file(3)), discovery: .init(number: 4, origin: .removedByHand), number: 0),
        Case("the file stays away", file: nil, newest: revision(4, Configuration(), .removedByHand), number: 0),
        Case(
            "the file came back", file: file(3), newest: revision(4, Configuration(), .removedByHand),
            discovery: .init(number: 5, origin: .editedByHand),
            number: 5),
        Case(
            "a save died before the file was replaced: it did not take place", file: file(3), newest: revision(3, file(3)),
            intention: revision(4, file(4, minutes: 9)), number: 3),
        Case(
            "a save died after the file was replaced: it took place, and is known whose it was", file: file(4, minutes: 9),
            newest: revision(3, file(3)),
            intention: revision(4, file(4, minutes: 9)), confirms: true, number: 4),
        Case(
            "and then the file was changed by hand", file: file(4, minutes: 11), newest: revision(3, file(3)),
            intention: revision(4, file(4, minutes: 9)), confirms: true, discovery: .init(number: 5, origin: .editedByHand), number: 5),
        Case(
            "a save died before, and the file was changed by hand", file: file(3, minutes: 11), newest: revision(3, file(3)),
            intention: revision(4, file(4, minutes: 9)), discovery: .init(number: 4, origin: .editedByHand), number: 4),
        Case("the first save of all died before", file: nil, intention: revision(1, file(1)), number: 0),
        Case("the first save of all died after", file: file(1), intention: revision(1, file(1)), confirms: true, number: 1),
    ]

    @Test("Nothing is lost and nothing is invented, whenever a process dies", arguments: cases)
    func judgement(test: Case) {
        let judgement = RevisionJudgement(file: test.file, newest: test.newest, intention: test.intention)
        #expect(judgement.confirmsIntention == test.confirms)
        #expect(judgement.discovery == test.discovery)
        #expect(judgement.number == test.number)
    }

    @Test("Each revision is told by what it changed; what was found, and what follows a gap, is not compared")
    func steps() {
        let revisions = [
            Self.revision(3, Self.file(3, minutes: 5)), Self.revision(2, Self.file(2, minutes: 30), .editedByHand, actor: .editedByHand),
            Self.revision(1, Self.file(1, minutes: 15)),
        ]
        #expect(
            RevisionStep.all(revisions).map { $0.changes?.words } == [
                "minutes between runs from 30 to 5", "minutes between runs from 15 to 30", "minutes between runs from 60 to 15",
            ])
        #expect(RevisionStep.all(Array(revisions.dropLast())).map { $0.changes?.words } == ["minutes between runs from 30 to 5", nil])
        #expect(RevisionStep.all([Self.revision(1, Self.file(1, minutes: 15), .found)]).map(\.changes) == [nil])
        #expect(RevisionStep.all(revisions, about: "scope").isEmpty)
        #expect(RevisionStep.all(revisions, about: "runIntervalMinutes").count == 3)
    }
}

@Suite("Two administrators change the configuration at the same time", .timeLimit(.minutes(1)))
struct ConfigurationOverlapTests {
    private static let base = SettingChangeTests.base
    private static let engineering = GroupReference(id: "g2", email: "eng@corp.example", name: "Engineering")

    @Test("What only one changed is proposed as that one has it, what both changed differently is to be chosen; all of it can be chosen otherwise")
    func merge() throws {
        var (theirs, mine) = (Self.base, Self.base)
        theirs.revision = 5
        theirs.autoprovisioning.scope.groups.append(Self.engineering)
        theirs.runIntervalMinutes = 15
        theirs.safeguards.limits[.suspend] = .init(number: 20, percent: 5)
        mine.runIntervalMinutes = 30
        mine.safeguards.limits[.suspend] = .init(number: 20, percent: 5)
        mine.userAccess.organizationalUnits[1].access = .on
        let overlap = ConfigurationOverlap(base: Self.base, theirs: theirs, mine: mine)
        #expect(
            overlap.settings.map(\.name) == [
                "userAccess.organizationalUnits[/Sales]", "autoprovisioning.scope.groups[eng@corp.example]", "safeguards.suspend",
                "runIntervalMinutes",
            ])
        #expect(overlap.settings.map(\.proposal) == [.mine, .theirs, .theirs, nil])
        #expect(overlap.settings.map { [$0.base, $0.theirs, $0.mine] }.last == ["60", "15", "30"])
        #expect(overlap.hasConflicts)

        var expected = theirs
        expected.userAccess = mine.userAccess
        #expect(try overlap.merged([.mine, .theirs, .theirs, .theirs]) == expected)
        expected.runIntervalMinutes = 30
        #expect(try overlap.merged([.mine, .theirs, .theirs, .mine]) == expected)
        #expect(try overlap.merged([.theirs, .theirs, .theirs, .theirs]) == theirs)
        var all = mine
        all.revision = 5
        #expect(try overlap.merged([.mine, .mine, .mine, .mine]) == all, "not even the group that they added stays when mine is chosen")
    }

    @Test("When nobody knows any more what both began with, every difference is to be chosen")
    func unknownBase() throws {
        var (theirs, mine) = (Self.base, Self.base)
        theirs.runIntervalMinutes = 15
        mine.autoprovisioning.scope.groups = []
        let overlap = ConfigurationOverlap(base: nil, theirs: theirs, mine: mine)
        #expect(overlap.settings.map(\.proposal) == [nil, nil])
    }

    @Test("A configuration that the others deleted does not come back by a merge, and that they turned off stays off unless that is chosen")
    func deleted() throws {
        var (base, theirs) = (Self.base, Self.base)
        base.autoprovisioning.isOn = true
        theirs.autoprovisioning = AutoprovisioningSettings()
        var mine = base
        mine.runIntervalMinutes = 30
        let overlap = ConfigurationOverlap(base: base, theirs: theirs, mine: mine)
        #expect(!overlap.hasConflicts)
        let merged = try overlap.merged(overlap.settings.map { $0.proposal ?? .mine })
        #expect(merged.autoprovisioning == AutoprovisioningSettings() && merged.runIntervalMinutes == 30)
    }
}

@Suite("Putting settings back", .timeLimit(.minutes(1)))
struct ConfigurationRestorationTests {
    private static let old = SettingChangeTests.base
    private static let current: Configuration = {
        var configuration = SettingChangeTests.base
        configuration.revision = 9
        configuration.administrator = "other@corp.example"
        configuration.autoprovisioning.isOn = true
        configuration.autoprovisioning.firstTurnedOn = Date(timeIntervalSince1970: 5)
        configuration.autoprovisioning.scope.groups = []
        configuration.autoprovisioning.mapping.removeLast()
        configuration.safeguards.limits[.suspend] = nil
        return configuration
    }()

    @Test("All settings are put back; the switch, who is signed in and the revision stay")
    func all() throws {
        let restored = try ConfigurationRestoration.restoring(Self.old, over: Self.current)
        var expected = Self.old
        expected.revision = 9
        expected.administrator = "other@corp.example"
        expected.autoprovisioning.isOn = true
        expected.autoprovisioning.firstTurnedOn = Date(timeIntervalSince1970: 5)
        #expect(restored == expected)
    }

    @Test("One setting is put back alone, also one that is in neither list any more", arguments: ["autoprovisioning.scope", "scope", "scope.groups"])
    func one(name: String) throws {
        let restored = try ConfigurationRestoration.restoring(Self.old, over: Self.current, only: [name])
        var expected = Self.current
        expected.autoprovisioning.scope.groups = Self.old.autoprovisioning.scope.groups
        #expect(restored == expected)
        let emptied = try ConfigurationRestoration.restoring(Self.current, over: Self.old, only: [name])
        #expect(emptied.autoprovisioning.scope.groups.isEmpty && emptied.autoprovisioning.mapping == Self.old.autoprovisioning.mapping)
    }

    @Test("A name that is no setting is refused, and so is a halfway setup while autoprovisioning is on")
    func refused() {
        #expect(throws: ConfigurationRestoration.Obstacle.unknownSetting("scopes")) {
            try ConfigurationRestoration.restoring(Self.old, over: Self.current, only: ["scopes"])
        }
        var early = Self.old
        early.autoprovisioning.setupProgress = .attributesMapped
        #expect(throws: ConfigurationRestoration.Obstacle.isOn) { try ConfigurationRestoration.restoring(early, over: Self.current) }
    }
}
