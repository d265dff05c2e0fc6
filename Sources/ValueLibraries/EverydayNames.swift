/// What people call countries and regions beside their names in ISO 3166.
enum EverydayNames {
    /// By the country's code of two letters.
    static let countries: [String: [String]] = [
        "AE": ["UAE", "Emirates"], "AT": ["Österreich", "Oesterreich"], "AU": ["Commonwealth of Australia"], "BE": ["België", "Belgique", "Belgien"],
        "BA": ["Bosnia"], "BR": ["Brasil"], "CD": ["DR Congo", "Congo-Kinshasa"], "CG": ["Congo-Brazzaville", "Republic of Congo"],
        "CH": ["Schweiz", "Suisse", "Svizzera"], "CI": ["Ivory Coast", "Cote d'Ivoire"], "CN": ["PR China", "Mainland China"], "CV": ["Cape Verde"],
        "CZ": ["Czech Republic", "Česko", "Ceska republika"], "DE": ["Deutschland", "BRD", "Allemagne"], "DK": ["Danmark"],
        "ES": ["España", "Espana"],
        "FI": ["Suomi"], "GB": ["UK", "U.K.", "Great Britain", "Britain", "England", "Scotland", "Wales", "Northern Ireland"],
        "GR": ["Hellas", "Ellada"], "HK": ["Hong Kong SAR"], "HR": ["Hrvatska"], "HU": ["Magyarország"],
        "IE": ["Eire", "Éire", "Republic of Ireland"],
        "IR": ["Persia"], "IT": ["Italia"], "JP": ["Nippon", "Nihon"], "KP": ["North Korea"], "KR": ["South Korea", "Korea", "Republic of Korea"],
        "LA": ["Laos"], "LU": ["Luxemburg"], "MD": ["Moldova"], "MK": ["Macedonia"], "MM": ["Burma"], "MX": ["México"],
        "NL": ["Holland", "The Netherlands", "Nederland"],
        "NO": ["Norge"], "NZ": ["Aotearoa"], "PH": ["The Philippines"], "PL": ["Polska"], "PS": ["Palestine"], "RO": ["România"],
        "RU": ["Russia", "Rossija"], "SA": ["KSA"], "SE": ["Sverige"], "SG": ["Republic of Singapore"], "SK": ["Slovensko", "Slovak Republic"],
        "SY": ["Syria"], "SZ": ["Swaziland"], "TR": ["Turkey", "Türkei"], "TW": ["Taiwan", "ROC"], "TZ": ["Tanzania"], "UA": ["Ukraina"],
        "US": ["USA", "U.S.A.", "U.S.", "United States of America", "America"], "VA": ["Vatican", "Vatican City"], "VE": ["Venezuela"],
        "VN": ["Vietnam"],
        "ZA": ["RSA", "Suid-Afrika"],
    ]

    /// Regions with other names, and those that ISO 3166-2 does not have; the first name is shown.
    static let regions: [(country: String, code: String, names: [String])] = [
        // The armed forces' post offices, which the United States count among the states.
        ("US", "AA", ["Armed Forces Americas"]), ("US", "AE", ["Armed Forces Europe"]), ("US", "AP", ["Armed Forces Pacific"]),
        ("US", "DC", ["District of Columbia", "Washington DC", "Washington D.C.", "D.C."]),
        ("CA", "QC", ["Quebec"]), ("CA", "NL", ["Newfoundland", "Labrador"]), ("CA", "PE", ["PEI"]),
        ("DE", "BY", ["Bayern", "Bavaria"]), ("DE", "NW", ["Nordrhein-Westfalen", "North Rhine-Westphalia", "NRW"]),
        ("DE", "HE", ["Hessen", "Hesse"]),
        ("DE", "NI", ["Niedersachsen", "Lower Saxony"]), ("DE", "SN", ["Sachsen", "Saxony"]),
        ("MX", "CMX", ["Ciudad de México", "Mexico City", "CDMX", "DF"]),
        ("AU", "NSW", ["New South Wales"]),
    ]
}
