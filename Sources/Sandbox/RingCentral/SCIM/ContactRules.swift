import Foundation

/// What RingCentral demands of the values of an account beside SCIM's own rules: the limits of its contact information. They are the stand-in's own: what it shared with the
/// program that is tried on it, it could not find wrong.
struct ContactRules: Sendable {
    /// The longest names, title and department, in UTF-16 units.
    private static let longestText = 64
    /// The longest address of electronic mail.
    private static let longestEmail = 254
    /// Numbers that nobody pays for to call are no mobile phones.
    private static let tollFree = ["800", "833", "844", "855", "866", "877", "888"].map { "+1\($0)" }
    /// There is no business address without a state in these countries.
    private static let countriesOfStates = ["US", "CA", "GB"]

    /// Refuses the first value that RingCentral would not take. What the account has already is not looked at again.
    func check(_ account: Account, before: Account?) throws(Refusal) {
        let texts: [(String, String?, String?)] = [
            ("firstName", account.givenName, before?.givenName), ("lastName", account.familyName, before?.familyName),
            ("jobTitle", account.title, before?.title), ("department", account.department, before?.department),
        ]
        for (name, text, old) in texts where text != old {
            if let text, text.utf16.count > Self.longestText { throw Self.refusal(name) }
        }
        if account.email != before?.email, account.email.utf16.count > Self.longestEmail { throw Self.refusal("email") }
        for phone in account.phones where before?.phones.contains(phone) != true {
            let name = phone.type == "mobile" ? "mobilePhone" : phone.type == "work" ? "businessPhone" : "otherPhone"
            guard phone.value.wholeMatch(of: /\+[1-9][0-9]{6,14}/) != nil else { throw Self.refusal(name) }
            if phone.type == "mobile", Self.tollFree.contains(where: phone.value.hasPrefix) { throw Self.refusal(name) }
        }
        if account.address != before?.address, let address = account.address { try check(address) }
    }

    private func check(_ address: Account.Address) throws(Refusal) {
        guard let name = address.country else { return }
        guard let country = Self.countries[name.lowercased()] else { throw Self.refusal("businessAddress.country") }
        guard let state = address.region else {
            if Self.countriesOfStates.contains(country) { throw Self.refusal("businessAddress.state") }
            return
        }
        guard let known = Self.states[country] else { return }
        guard known.contains(where: { $0.caseInsensitiveCompare(state) == .orderedSame }) else { throw Self.refusal("businessAddress.state") }
    }

    /// As the real service names the field (community thread 1235).
    private static func refusal(_ name: String) -> Refusal { ScimError.invalidValue("Parameter [extension.contact.\(name)] value is invalid.") }

    /// The codes of all countries by their names in English and by themselves, in lower case: what the real service lists in its dictionary.
    private static let countries: [String: String] = {
        let english = Locale(identifier: "en_US")
        var codes: [String: String] = [:]
        for region in Locale.Region.isoRegions where region.identifier.count == 2 {
            codes[region.identifier.lowercased()] = region.identifier
            if let name = english.localizedString(forRegionCode: region.identifier) { codes[name.lowercased()] = region.identifier }
        }
        return codes
    }()

    /// The states that the dictionary lists, by country; where it lists none, every text is taken.
    private static let states: [String: [String]] = [
        "US": pairs(
            """
            AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,\
            ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,\
            MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,\
            OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,\
            WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming,PR Puerto Rico,GU Guam,VI Virgin Islands
            """),
        "CA": pairs(
            """
            AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,NL Newfoundland and Labrador,NS Nova Scotia,NT Northwest Territories,NU Nunavut,ON Ontario,\
            PE Prince Edward Island,QC Quebec,SK Saskatchewan,YT Yukon
            """),
    ]

    private static func pairs(_ text: String) -> [String] {
        text.split(separator: ",").flatMap { $0.split(separator: " ", maxSplits: 1).map(String.init) }
    }
}
