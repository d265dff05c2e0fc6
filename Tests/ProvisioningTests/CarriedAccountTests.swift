import Provisioning
import Testing

@Suite("Accounts whose link was carried over to another id", .timeLimit(.minutes(2)))
struct CarriedAccountTests {
    static func entry(_ kind: ActionKind) -> PlanEntry {
        let before = ["userName": "p@corp.example", "externalId": "old"]
        return PlanEntry(
            PersonReference(id: "new", name: "P", email: "p@corp.example"), kind: kind, accountID: "a", before: before,
            after: kind == .delete ? [:] : kind == .suspend ? before : ["userName": "p@corp.example", "externalId": "new"],
            reason: .attributesChanged([]))
    }

    static func account(_ owner: String?) -> ObservedAccount {
        ObservedAccount(id: "a", externalID: owner, userName: "p@corp.example", isActive: true, values: ["userName": "p@corp.example"])
    }

    @Test("The former id is ours too, somebody else's is not", arguments: [ActionKind.suspend, .delete, .update, .reenable, .rename])
    func owner(kind: ActionKind) {
        let judgement = AccountJudgement(Self.entry(kind))
        for owner in ["old", "new"] {
            if case .found = judgement.before(Self.account(owner)) { Issue.record("\(owner) is not taken for ours") }
        }
        guard case .found(.givenAway) = judgement.before(Self.account("other")) else {
            Issue.record("somebody else's account is taken for ours")
            return
        }
    }

    @Test(
        "An update counts when the account carries the new id; one that shows none is believed",
        arguments: [("new", true), ("old", false), (nil, true)])
    func update(shown: String?, isDone: Bool) {
        let after = AccountJudgement(Self.entry(.update)).after(Self.account(shown))
        if case .done(let link) = after {
            #expect(isDone)
            #expect(link.values["externalId"] == "new")
            #expect(link.applicationForms.isEmpty)
        } else {
            #expect(!isDone, "\(after)")
        }
    }
}
