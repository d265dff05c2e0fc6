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
        guard let country = PlaceCatalogue.codes[name.lowercased()] else { throw Self.refusal("businessAddress.country") }
        guard let state = address.region else {
            if Self.countriesOfStates.contains(country) { throw Self.refusal("businessAddress.state") }
            return
        }
        // Where the dictionary lists none, every text is taken.
        guard let known = PlaceCatalogue.states[country] else { return }
        guard known.contains(where: { [$0.code, $0.name].contains { $0.caseInsensitiveCompare(state) == .orderedSame } }) else {
            throw Self.refusal("businessAddress.state")
        }
    }

    /// As the real service names the field (community thread 1235).
    private static func refusal(_ name: String) -> Refusal { ScimError.invalidValue("Parameter [extension.contact.\(name)] value is invalid.") }
}
