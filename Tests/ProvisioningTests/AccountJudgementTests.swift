import Foundation
import Provisioning
import Testing

@Suite("What an account says about an action", .timeLimit(.minutes(1)))
struct AccountJudgementTests {
    static let ours = ["userName": "ada@x.example", "title": "Engineer"]
    static let phone = #"phoneNumbers[type eq "mobile"].value"#

    static func entry(
        _ kind: ActionKind, before: [String: String] = ours, after: [String: String] = ours, forms: [String: String] = [:], awaits: Bool = false
    ) -> PlanEntry {
        var entry = PlanEntry(
            PersonReference(id: "p1", name: "Ada", email: "ada@x.example"), kind: kind, accountID: kind == .create ? nil : "7",
            before: kind == .create ? [:] : before, after: after, reason: .attributesChanged([]))
        entry.applicationForms = forms
        entry.awaitsActivation = awaits
        return entry
    }

    static func shown(
        id: String = "7", owner: String? = "p1", name: String = "ada@x.example", active: Bool? = true, values: [String: String]? = nil,
        isWhole: Bool = true
    ) -> ObservedAccount {
        var values = values ?? ours
        values["userName"] = name
        var account = ObservedAccount(id: id, externalID: owner, userName: name, isActive: active ?? false, values: values)
        account.tellsActive = active != nil
        account.isWhole = isWhole
        return account
    }

    /// A verdict in a word.
    enum Word: Equatable, Sendable {
        case ours, wanted, done, untold
        case found(String)
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let entry: PlanEntry
        let shown: ObservedAccount
        var earlier: ObservedAccount?
        var keepsExternalID = true
        var wasAnswered = true
        let word: Word
        init(
            _ description: String, _ entry: PlanEntry, _ shown: ObservedAccount, earlier: ObservedAccount? = nil, keepsExternalID: Bool = true,
            wasAnswered: Bool = true, _ word: Word
        ) {
            testDescription = description
            (self.entry, self.shown, self.earlier, self.keepsExternalID) = (entry, shown, earlier, keepsExternalID)
            (self.wasAnswered, self.word) = (wasAnswered, word)
        }
    }

    static let before: [Case] = [
        Case("ours and active: it may be suspended", entry(.suspend), shown(), .ours),
        Case("suspended by hand before us: nothing to write", entry(.suspend), shown(active: false), .wanted),
        Case("never activated: only a suspension of ours keeps it so", entry(.suspend, awaits: true), shown(active: false), .ours),
        Case("not said whether active: it is suspended", entry(.suspend), shown(active: nil), .ours),
        Case("carries another person's id: never", entry(.suspend), shown(owner: "p2"), .found("account-given-away")),
        Case(
            "given to a new hire with another name and no id: never", entry(.delete), shown(owner: nil, name: "new@x.example"),
            .found("account-given-away")),
        Case("renamed by hand in the app, with our id: still ours", entry(.delete), shown(name: "ada.l@x.example"), .ours),
        Case("no id, but the linked user name: still ours", entry(.delete), shown(owner: nil, name: "Ada@X.example"), .ours),
        Case("an empty id is none", entry(.suspend), shown(owner: ""), .ours),
        Case("a read about another account", entry(.suspend), shown(id: "8"), .found("answer-about-another")),
        Case("enabled by hand with all values: nothing to write", entry(.reenable), shown(), .wanted),
        Case("enabled by hand with another value", entry(.reenable), shown(values: ["title": "Old"]), .ours),
        Case("a short list cannot say that nothing differs", entry(.reenable), shown(isWhole: false), .ours),
        Case("the app's form counts as ours", entry(.reenable, forms: ["title": "ENGINEER"]), shown(values: ["title": "ENGINEER"]), .wanted),
        Case("adopted with everything, our id too: nothing to write", entry(.adopt, before: [:]), shown(), .wanted),
        Case(
            "adopted with a value that the list left out and the directory does not have: it is taken away", entry(.adopt, before: [:]),
            shown(values: ours.merging([phone: "+12125550100"]) { $1 }), .ours),
        Case("adopted without our id: it is written", entry(.adopt), shown(owner: nil), .ours),
        Case("adopted where no id is kept: nothing to write", entry(.adopt), shown(owner: nil), keepsExternalID: false, .wanted),
        Case("adopted while not active: it is enabled", entry(.adopt), shown(active: false), .ours),
        Case("renamed already", entry(.rename, before: ["userName": "ada.old@x.example", "title": "Engineer"]), shown(), .wanted),
        Case(
            "in the middle of an exchange of names, where no id is kept",
            entry(.rename, before: ["userName": "b@x.example"], after: ["userName": "c@x.example"]),
            shown(owner: nil, name: "b+exchange-7@x.example", values: [:]), .ours),
    ]

    @Test("Before a write: it has to be ours, and what is so already is not written", arguments: before)
    func beforeWrite(given: Case) {
        let word: Word =
            switch AccountJudgement(given.entry, keepsExternalID: given.keepsExternalID).before(given.shown) {
            case .ours: .ours
            case .asWanted: .wanted
            case .found(let finding): .found(finding.code)
            }
        #expect(word == given.word)
    }

    static let newTitle = ["userName": "ada@x.example", "title": "Director"]
    static let after: [Case] = [
        Case("suspended", entry(.suspend), shown(active: false), .done),
        Case("never activated, and the app said that it is suspended", entry(.suspend, awaits: true), shown(active: false), .done),
        Case(
            "never activated, and no answer: it looks the same either way", entry(.suspend, awaits: true), shown(active: false), wasAnswered: false,
            .untold),
        Case(
            "activated unnoticed, and no answer: it was active just before", entry(.suspend, awaits: true), shown(active: false), earlier: shown(),
            wasAnswered: false, .done),
        Case("200 and still active", entry(.suspend), shown(), .found("without-effect")),
        Case("not said whether active: it has to be read", entry(.suspend), shown(active: nil), .untold),
        Case(
            "a suspension answered with a stranger's account", entry(.suspend), shown(id: "8", owner: "p2", active: false),
            .found("answer-about-another")),
        Case("made", entry(.create), shown(), .done),
        Case("made, not activated yet", entry(.create), shown(active: false), .done),
        Case("made, without the id that the app does not keep", entry(.create), shown(owner: nil), .done),
        Case("answered with the account of another person", entry(.create), shown(owner: "p2"), .found("answer-about-another")),
        Case("answered with an account of another name", entry(.create), shown(owner: nil, name: "zoe@x.example"), .found("answer-about-another")),
        Case("made, with a value left out: the app keeps none", entry(.create), shown(values: [:]), .done),
        Case("user names compare without case", entry(.create), shown(name: "ADA@x.example"), .done),
        Case("enabled, not activated yet", entry(.reenable), shown(active: false), .done),
        Case("no answer, and not active: not enabled", entry(.reenable), shown(active: false), wasAnswered: false, .found("account-inactive")),
        Case("updated", entry(.update, after: newTitle), shown(values: newTitle), .done),
        Case("a value that stayed as it was", entry(.update, after: newTitle), shown(), .found("values-refused")),
        Case("a value that was to go and stayed", entry(.update, after: ["userName": "ada@x.example"]), shown(), .found("values-refused")),
        Case(
            "a value that was to come and did not", entry(.update, before: ["userName": "ada@x.example"]), shown(values: [:]),
            .found("values-refused")),
        Case("a value in the app's own form", entry(.update, after: newTitle), shown(values: ["title": "DIRECTOR"]), .done),
        Case(
            "the same form for another spelling of ours",
            entry(
                .update, before: [phone: "+1 (415) 555-0123"].with(ours), after: [phone: "+1 415 555 0123"].with(ours), forms: [phone: "+14155550123"]
            ),
            shown(values: [phone: "+14155550123"].with(ours)), .done),
        Case(
            "the old form of another number",
            entry(
                .update, before: [phone: "+1 (415) 555-0123"].with(ours), after: [phone: "+1 415 555 0199"].with(ours), forms: [phone: "+14155550123"]
            ),
            shown(values: [phone: "+14155550123"].with(ours)), .found("values-refused")),
        Case(
            "an attribute that the app never kept", entry(.update, after: newTitle, forms: ["title": ""]), shown(values: [:]), .done),
        Case(
            "refused against what was read before", entry(.adopt, before: [:]), shown(values: ["title": "Old"]),
            earlier: shown(values: ["title": "Old"]),
            .found("values-refused")),
        Case("a short answer says nothing of values", entry(.update, after: newTitle), shown(values: [:], isWhole: false), .done),
        Case(
            "not active although nobody suspended it", entry(.update, after: newTitle), shown(active: false, values: newTitle),
            .found("account-inactive")),
        Case("known to await activation", entry(.update, after: newTitle, awaits: true), shown(active: false, values: newTitle), .done),
        Case(
            "another user name", entry(.rename, after: ["userName": "ada.new@x.example"]), shown(), .found("other-user-name")),
        Case(
            "an update answered with a new owner", entry(.update, after: newTitle), shown(owner: "p2", values: newTitle), .found("account-given-away")
        ),
        Case("deleted and still there", entry(.delete), shown(), .found("without-effect")),
    ]

    @Test("After a write: an answer counts when it says what was asked", arguments: after)
    func afterWrite(given: Case) {
        let judgement = AccountJudgement(given.entry, keepsExternalID: given.keepsExternalID)
        let word: Word =
            switch judgement.after(given.shown, earlier: given.earlier, wasAnswered: given.wasAnswered) {
            case .done: .done
            case .untold: .untold
            case .found(let finding): .found(finding.code)
            }
        #expect(word == given.word)
    }

    @Test("What is remembered: our values, the app's own form of them, and whether the account awaits its activation")
    func remembered() throws {
        let wanted = ["userName": "ada@x.example", "title": "Director", Self.phone: "+1 415 555 0123"]
        let entry = Self.entry(.create, after: wanted)
        let answer = Self.shown(active: false, values: ["title": "DIRECTOR"])
        guard case .done(let link) = AccountJudgement(entry).after(answer) else {
            Issue.record("it was made")
            return
        }
        #expect(link.values == wanted)
        #expect(link.applicationForms == ["title": "DIRECTOR", Self.phone: ""])
        #expect(link.awaitsActivation && link.isActive)
    }

    @Test("What an update left alone and the app shows otherwise was changed by hand: it is not the app's form of ours, unless it reads alike")
    func leftAlone() throws {
        let before = ["userName": "ada@x.example", "title": "Engineer", "department": "R&D", Self.phone: "+1 415 555 0123"]
        let entry = Self.entry(.update, before: before, after: before.merging(["title": "Director"]) { $1 }, forms: ["department": "RD"])
        let answer = Self.shown(values: ["title": "DIRECTOR", "department": "Throne room", Self.phone: "+14155550123"])
        guard case .done(let link) = AccountJudgement(entry).after(answer) else {
            Issue.record("it was updated")
            return
        }
        #expect(link.applicationForms == ["title": "DIRECTOR", "department": "RD", Self.phone: "+14155550123"])
    }

    @Test("Our values are not written again because the app has another form of them")
    func notWrittenAgain() {
        let person = World.person("p", title: "Engineer")
        var link = World.link(person)
        link.applicationForms = ["title": "ENGINEER"]
        #expect(World.plan([person], links: [link]).entries.isEmpty)
        let changed = World.plan([World.person("p", title: "Director")], links: [link]).entries
        #expect(changed.map(\.kind) == [.update])
        #expect(changed.first?.applicationForms == ["title": "ENGINEER"])
    }

    @Test("Who failed last is read before the next try")
    func readsFirst() {
        let person = World.person("p", title: "Director")
        let link = World.link(World.person("p", title: "Engineer"))
        let failure = FailedAttempts(
            kind: .update, after: [:], count: 1, last: World.now - 10, detail: .written(code: "answer-about-another", sentence: ""))
        #expect(World.plan([person], links: [link]).entries.map(\.readsFirst) == [false])
        #expect(World.plan([person], links: [link], failures: ["p": failure]).entries.map(\.readsFirst) == [true])
        var carried = World.link(person)
        carried.values[AccountLink.externalIDPath] = "former"
        #expect(World.plan([person], links: [carried]).entries.map(\.readsFirst) == [true], "the update says whose the account is")
    }
}

extension [String: String] {
    fileprivate func with(_ other: [String: String]) -> [String: String] { merging(other) { own, _ in own } }
}
