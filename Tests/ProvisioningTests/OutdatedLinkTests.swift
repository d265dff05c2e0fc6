import Provisioning
import Testing

@Suite("Links of an older ledger", .timeLimit(.minutes(1)))
struct OutdatedLinkTests {
    private static func link(isActive: Bool = true, title: String? = "Clerk", awaits: Bool = false, form: String? = nil) -> AccountLink {
        var values = ["userName": "ann@corp.example", "name.givenName": "Ann"]
        values["title"] = title
        var link = AccountLink(personID: "p1", accountID: "a1", values: values, isActive: isActive)
        link.awaitsActivation = awaits
        if let form { link.applicationForms["title"] = form }
        return link
    }

    private static func account(
        id: String = "a1", owner: String? = "p1", userName: String = "ann@corp.example", isActive: Bool? = true, title: String? = "Clerk",
        isWhole: Bool = true
    ) -> ObservedAccount {
        var values = ["userName": userName, "name.givenName": "Ann"]
        values["title"] = title
        var account = ObservedAccount(
            id: id, externalID: owner, userName: userName, isActive: isActive ?? false, values: values, isWhole: isWhole)
        account.tellsActive = isActive != nil
        return account
    }

    @Test(
        "The ledger follows what the app shows of an account that is ours",
        arguments: [
            ("the same", link(), account(), nil),
            ("suspended since", link(), account(isActive: false), link(isActive: false)),
            ("enabled since", link(isActive: false), account(), link()),
            ("activated since", link(awaits: true), account(), link()),
            ("not activated yet, or suspended since", link(awaits: true), account(isActive: false), link(isActive: false, awaits: true)),
            ("a list that does not say whether it is active", link(), account(isActive: nil), nil),
            ("a value changed since", link(), account(title: "Chief"), link(title: "Chief")),
            ("a value taken away since", link(), account(title: nil), link(title: nil)),
            ("a short list that leaves a value out", link(), account(title: nil, isWhole: false), nil),
            ("a short list with another value", link(), account(title: "Chief", isWhole: false), link(title: "Chief")),
            ("the app's own form of ours", link(form: "CLERK"), account(title: "CLERK"), nil),
            ("a value that the app does not keep", link(form: ""), account(title: nil), nil),
            ("another case of the user name", link(), account(userName: "Ann@Corp.example"), nil),
            ("no owner, but the user name", link(), account(owner: nil, isActive: false), link(isActive: false)),
            ("no owner and another user name", link(), account(owner: nil, userName: "bob@corp.example", isActive: false), nil),
            ("given to somebody else", link(), account(owner: "p2", isActive: false), nil),
            ("another account", link(), account(id: "a2", isActive: false), nil),
        ] as [(String, AccountLink, ObservedAccount, AccountLink?)])
    func corrected(name: String, link: AccountLink, account: ObservedAccount, expected: AccountLink?) {
        let corrected = OutdatedLinks.corrected([link.personID: link], accounts: [account])
        // Of a value that the app shows in a form of its own, ours is kept; everything else is as shown.
        #expect(
            corrected.map(\.values) == [expected].compactMap { $0?.values } && corrected.map(\.isActive) == [expected].compactMap { $0?.isActive },
            "\(name)")
        #expect(corrected.map(\.awaitsActivation) == [expected].compactMap { $0?.awaitsActivation }, "\(name)")
    }

    @Test("A user name that changed since is taken over, and who is in no list stays as remembered")
    func renamed() {
        let renamed = OutdatedLinks.corrected(["p1": Self.link()], accounts: [Self.account(userName: "ann.new@corp.example")])
        #expect(renamed.map(\.userName) == ["ann.new@corp.example"])
        #expect(OutdatedLinks.corrected(["p1": Self.link()], accounts: []).isEmpty)
    }
}
