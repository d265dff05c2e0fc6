import Foundation
import Provisioning
import Testing

@Suite("What somebody did by hand to a linked account", .timeLimit(.minutes(1)))
struct AccountComparisonTests {
    static let phone = #"phoneNumbers[type eq "mobile"].value"#
    static let ours = ["userName": "ada@x.example", "title": "Engineer", phone: "+1 (415) 555-0123"]

    static func link(
        _ values: [String: String] = ours, forms: [String: String] = [:], active: Bool = true, awaits: Bool = false
    ) -> AccountLink {
        var link = AccountLink(personID: "p1", accountID: "7", values: values, isActive: active)
        link.applicationForms = forms
        link.awaitsActivation = awaits
        return link
    }

    static func shown(
        owner: String? = "p1", name: String = "ada@x.example", active: Bool? = true, _ changes: [String: String?] = [:], isWhole: Bool = true
    ) -> ObservedAccount {
        var values = ours
        values["userName"] = name
        for (path, value) in changes { values[path] = value }
        var account = ObservedAccount(id: "7", externalID: owner, userName: name, isActive: active ?? false, values: values, isWhole: isWhole)
        account.tellsActive = active != nil
        return account
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let link: AccountLink
        let shown: ObservedAccount
        var keepsExternalID = true
        var missingIDCounts = true
        /// The findings by their keys, with the values before and after.
        let findings: [String]

        init(
            _ description: String, _ shown: ObservedAccount, of link: AccountLink = AccountComparisonTests.link(), keepsExternalID: Bool = true,
            missingIDCounts: Bool = true, _ findings: String...
        ) {
            (testDescription, self.link, self.shown, self.findings) = (description, link, shown, findings)
            (self.keepsExternalID, self.missingIDCounts) = (keepsExternalID, missingIDCounts)
        }
    }

    static let cases: [Case] = [
        Case("as it was written", shown()),
        Case("another title", shown(["title": "Boss"]), "changed:title Engineer>Boss"),
        Case("the title removed, as the whole account shows", shown(["title": nil]), "changed:title Engineer>-"),
        Case("a list that leaves the title out says nothing", shown(["title": nil], isWhole: false)),
        Case("a list that shows another title", shown(["title": "Boss"], isWhole: false), "changed:title Engineer>Boss"),
        Case("another case is no change", shown(name: "Ada@X.example", ["title": "ENGINEER"])),
        Case("white space is no change", shown(["title": "  Engineer\u{A0} "])),
        Case("white space alone is no value", shown(["title": nil, phone: nil]), of: link(["userName": "ada@x.example", "title": " "])),
        Case("the app's own form of a phone number", shown([phone: "+14155550123"])),
        Case("another phone number", shown([phone: "+14155550199"]), "changed:\(phone) +1 (415) 555-0123>+14155550199"),
        Case(
            "a short number with other digits", shown(["title": "1-2", phone: nil]), of: link(["userName": "ada@x.example", "title": "12"]),
            "changed:title 12>1-2"),
        Case("the app's form that is remembered", shown(["title": "eng."]), of: link(forms: ["title": "Eng."])),
        Case("ours where a form is remembered", shown(), of: link(forms: ["title": "Eng."])),
        Case("neither ours nor the app's form", shown(["title": "Boss"]), of: link(forms: ["title": "Eng."]), "changed:title Engineer>Boss"),
        Case("an attribute that the app never kept", shown(["title": nil]), of: link(forms: ["title": ""])),
        Case("an attribute of which we wrote nothing is the app's own", shown(["department": "R&D"])),
        Case("another user name", shown(name: "boss@x.example"), "changed:userName ada@x.example>boss@x.example"),
        Case("between two steps of a rename", shown(name: "ada+exchange-7@x.example")),
        Case("suspended by hand", shown(active: false), "suspended"),
        Case("never activated", shown(active: false), of: link(awaits: true)),
        Case("perhaps suspended by us", shown(active: false), of: link(active: false, awaits: true)),
        Case("re-enabled by hand", shown(active: true), of: link(active: false), "reenabled"),
        Case("perhaps suspended by us, and active by now: activated, and not by hand", shown(active: true), of: link(active: false, awaits: true)),
        Case("suspended by us", shown(active: false), of: link(active: false)),
        Case("whether it is active is not said", shown(active: nil)),
        Case(
            "another person's id: nothing else counts", shown(owner: "p2", name: "eve@x.example", active: false, ["title": "Boss"]),
            "changed:externalId p1>p2"),
        Case("no id any more", shown(owner: nil, ["title": "Boss"]), "changed:externalId p1>-", "changed:title Engineer>Boss"),
        Case("no id where nobody's is shown", shown(owner: nil), missingIDCounts: false),
        Case(
            "no id and another name: perhaps somebody else's, so nothing else counts",
            shown(owner: nil, name: "eve@x.example", active: false, ["title": "Boss"]), "changed:externalId p1>-",
            "changed:userName ada@x.example>eve@x.example"),
        Case("an app that keeps no ids", shown(owner: nil), keepsExternalID: false),
        Case("the id of before a link was carried over", shown(owner: "old"), of: link(ours.merging(["externalId": "old"]) { $1 })),
        Case("the id of after", shown(owner: "p1"), of: link(ours.merging(["externalId": "old"]) { $1 })),
    ]

    @Test("Findings", arguments: cases)
    func findings(_ example: Case) {
        let comparison = AccountComparison(keepsExternalID: example.keepsExternalID, missingIDCounts: example.missingIDCounts)
        let found = comparison.findings(example.shown, link: example.link).map { finding in
            finding.kind == .changed ? "\(finding.key) \(finding.from ?? "-")>\(finding.to ?? "-")" : finding.key
        }
        #expect(found.sorted() == example.findings.sorted())
    }
}
