import Foundation

/// The countries and states of RingCentral's dictionaries.
enum PlaceCatalogue {
    /// A row of one of them.
    struct Row: Sendable {
        let id: Int
        let code: String
        let name: String
    }

    /// Names in English that the dictionary has otherwise than the system: older ones, as a rule.
    private static let ownNames = ["TR": "Turkey", "CZ": "Czech Republic", "MK": "Macedonia"]

    /// In the order of their codes, with ids from 1.
    static let countries: [Row] = {
        let english = Locale(identifier: "en_US")
        let rows = Locale.Region.isoRegions.map(\.identifier).filter { $0.count == 2 && $0.allSatisfy(\.isLetter) }.sorted()
            .compactMap { code in (ownNames[code] ?? english.localizedString(forRegionCode: code)).map { (code, $0) } }
        return rows.enumerated().map { Row(id: $0 + 1, code: $1.0, name: $1.1) }
    }()

    /// The codes of all countries by their names and by themselves, in lower case.
    static let codes: [String: String] = countries.reduce(into: [:]) { codes, row in
        for name in [row.code, row.name] { codes[name.lowercased()] = row.code }
    }

    /// The states by the country's code; not every country has some.
    static let states: [String: [Row]] = {
        var id = 0
        return texts.sorted { $0.key < $1.key }.reduce(into: [:]) { states, country in
            states[country.key] = country.value.split(separator: ",").map { text in
                id += 1
                let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
                return Row(id: id, code: parts[0], name: parts[1])
            }
        }
    }()

    /// One of the codes is not that of ISO 3166-2, as in the real dictionary.
    private static let texts = [
        "US":
            """
        AL Alabama,AK Alaska,AM American Samoa,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,FL Florida,\
        GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,\
        MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,\
        ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,\
        VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming,PR Puerto Rico,GU Guam,VI Virgin Islands
        """,
        "CA":
            """
        AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,NL Newfoundland and Labrador,NS Nova Scotia,NT Northwest Territories,NU Nunavut,ON Ontario,\
        PE Prince Edward Island,QC Quebec,SK Saskatchewan,YT Yukon
        """,
        "GB": "ENG England,NIR Northern Ireland,SCT Scotland,WLS Wales",
    ]
}
