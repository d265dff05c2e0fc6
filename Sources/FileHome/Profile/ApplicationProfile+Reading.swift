package import Engine
package import Foundation
import Provisioning
import SCIM

extension ApplicationProfile {
    /// Attributes that the sync keeps itself, or that only the app may write (RFC 7643 §3.1).
    private static let reserved: Set<String> = ["active", "externalid", "id", "meta", "schemas", "password", "groups"]

    /// Reads and validates the text of a profile file. `standardAttributes` are the directory attributes that a default source may name.
    ///
    /// - Throws: ``ConfigurationError`` with everything that cannot be right, each with its path and what would be valid.
    package static func read(_ data: Data, file: String, standardAttributes: Set<String>) throws(ConfigurationError) -> ApplicationProfile {
        let object: Any
        do { object = try JSONSerialization.jsonObject(with: data) } catch { throw ConfigurationStore.malformed(data, file: file, error: error) }
        if let version = (object as? [String: Any])?["version"] as? Int, version != currentVersion {
            throw .unknownVersion(file: file, found: version)
        }
        let duplicates = JSONPlaces(data).duplicates
        guard duplicates.isEmpty else { throw .invalid(file: file, problems: duplicates) }
        var reader = ProfileReader(
            object, place: "", keys: ["$schema", "version", "name", "scimBaseURL", "authorization", "oauth", "attributes", "dialect", "limits"])
        _ = reader.integer("version", in: currentVersion...currentVersion, isRequired: true)
        let name = reader.text("name", longest: 60)
        let address = scimAddress(&reader)
        let authorization: Authorization? = reader.choice("authorization")
        let oauth = oauth(&reader, authorization: authorization)
        let attributes = attributes(&reader, standardAttributes: standardAttributes)
        let dialect = dialect(&reader, knownPaths: attributes.map(\.path))
        let limits = limits(&reader)
        guard reader.problems.isEmpty, let name, let address, let authorization else { throw .invalid(file: file, problems: reader.problems) }
        return ApplicationProfile(
            name: name, scimBaseURL: address, authorization: authorization, oauth: oauth, attributes: attributes, dialect: dialect, limits: limits)
    }

    private static func scimAddress(_ reader: inout ProfileReader) -> URL? {
        guard let text = reader.text("scimBaseURL", longest: 1_000) else { return nil }
        guard Configuration.isServerAddress(text), let url = URL(string: text), url.fragment == nil else {
            reader.report(
                "scimBaseURL",
                "\"\(text)\" is not an address of a SCIM service; write https://HOST/PATH, or http://127.0.0.1:PORT/PATH on this machine.")
            return nil
        }
        return url
    }

    private static func oauth(_ reader: inout ProfileReader, authorization: Authorization?) -> OAuthEndpoints? {
        guard let value = reader.value("oauth") else { return nil }
        if authorization == .bearer {
            reader.report("oauth", "a bearer token needs no endpoints; leave it out, or write \"authorization\": \"oauth\".")
        }
        var row = ProfileReader(value, place: "oauth", keys: ["authorizationEndpoint", "tokenEndpoint", "revocationEndpoint", "scope"])
        let authorizationEndpoint = endpoint("authorizationEndpoint", &row, isRequired: true)
        let tokenEndpoint = endpoint("tokenEndpoint", &row, isRequired: true)
        let revocationEndpoint = endpoint("revocationEndpoint", &row, isRequired: false)
        let scope = row.text("scope", isRequired: false, longest: 1_000)
        reader.report(row.problems)
        guard let authorizationEndpoint, let tokenEndpoint else { return nil }
        return OAuthEndpoints(
            authorizationEndpoint: authorizationEndpoint, tokenEndpoint: tokenEndpoint, revocationEndpoint: revocationEndpoint, scope: scope)
    }

    private static func endpoint(_ key: String, _ row: inout ProfileReader, isRequired: Bool) -> URL? {
        guard let text = row.text(key, isRequired: isRequired, longest: 1_000) else { return nil }
        // An endpoint's address has no fragment (RFC 6749 §3.1), and secrets go there: only over TLS.
        guard Configuration.isServerAddress(text), let url = URL(string: text), url.fragment == nil else {
            row.report(
                key, "\"\(text)\" is not an address of an OAuth endpoint; write https://HOST/PATH, or http://127.0.0.1:PORT/PATH on this machine.")
            return nil
        }
        return url
    }

    private static func attributes(_ reader: inout ProfileReader, standardAttributes: Set<String>) -> [TargetAttribute] {
        guard let list = reader.value("attributes") as? [Any], !list.isEmpty else {
            reader.report("attributes", "it must be a list of at least one attribute: [{ \"path\": \"userName\", \"label\": \"User name\", ... }].")
            return []
        }
        var attributes: [TargetAttribute] = []
        var seen: Set<String> = []
        for (index, value) in list.enumerated() {
            var row = ProfileReader(
                value, place: "attributes[\(index)]",
                keys: [
                    "path", "label", "mandatory", "maximumLength", "format", "countryPath", "regionMandatoryIn", "onlyWhenCreated", "clearable",
                    "defaultSource",
                    "defaultSteps", "category",
                ])
            if let attribute = attribute(&row, standardAttributes: standardAttributes) {
                if !seen.insert(attribute.path.lowercased()).inserted { row.report("path", "\"\(attribute.path)\" is listed twice; keep one.") }
                attributes.append(attribute)
            }
            reader.report(row.problems)
        }
        let userName = attributes.first { $0.path == MappingTable.userNamePath }
        if reader.problems.isEmpty, userName?.isMandatory != true {
            reader.report("attributes", "there must be \"userName\" with \"mandatory\": true; an account is found by it.")
        }
        return attributes
    }

    private static func attribute(_ row: inout ProfileReader, standardAttributes: Set<String>) -> TargetAttribute? {
        let path = row.text("path", longest: 300)
        if let path {
            if AttributePath(path) == nil {
                row.report(
                    "path",
                    "\"\(path)\" is not an attribute path; write one like title, name.givenName, emails[type eq \"work\"].value, emails.value or URN:attribute."
                )
            } else if reserved.contains(path.lowercased()) {
                row.report("path", "\"\(path)\" cannot be mapped: the sync or the app keeps it. Leave it out.")
            }
        }
        let label = row.text("label", longest: 60)
        let source = row.text("defaultSource", isRequired: false)
        if let source, !standardAttributes.contains(source), !Configuration.isCustomAttribute(source) {
            row.report(
                "defaultSource",
                "the directory has no attribute \"\(source)\"; there are \(standardAttributes.sorted().joined(separator: ", ")), and customSchemas.SCHEMA.FIELD."
            )
        }
        let isMandatory = row.flag("mandatory", standard: false)
        let maximumLength = row.integer("maximumLength", in: 1...10_000, isRequired: false)
        let format = format(&row)
        let isOnlyWhenCreated = row.flag("onlyWhenCreated", standard: false)
        let isClearable = row.flag("clearable", standard: true)
        let steps = steps(&row)
        let category = row.text("category", isRequired: false, longest: 60) ?? "Account"
        guard let path, let label else { return nil }
        return TargetAttribute(
            path: path, label: label, isMandatory: isMandatory, maximumLength: maximumLength, format: format, isOnlyWhenCreated: isOnlyWhenCreated,
            isClearable: isClearable, defaultSource: source, defaultSteps: steps, category: category)
    }

    private static func format(_ row: inout ProfileReader) -> ValueFormat {
        let word = row.text("format", isRequired: false) ?? ValueFormat.Name.text.rawValue
        guard let name = ValueFormat.Name(rawValue: word) else {
            row.report("format", "\"\(word)\" is not a format; write \(ValueFormat.Name.allCases.map(\.rawValue).joined(separator: ", ")).")
            return .text
        }
        switch name {
        case .text: return .text
        case .phoneNumber: return .phoneNumber
        case .email: return .email
        case .country: return .country
        case .region:
            guard let country = row.text("countryPath", longest: 300) else { return .text }
            let countries = row.value("regionMandatoryIn") as? [String] ?? []
            if let wrong = countries.first(where: { !Configuration.isCountryCode($0) }) {
                row.report("regionMandatoryIn", "\"\(wrong)\" is not a country's code; write two capital letters, such as US.")
            }
            return .region(country: country, mandatoryIn: Set(countries))
        }
    }

    /// The steps that are proposed, as `--map` takes them.
    private static func steps(_ row: inout ProfileReader) -> [ValueStep] {
        guard let value = row.value("defaultSteps") else { return [] }
        guard let texts = value as? [String] else {
            row.report("defaultSteps", "it must be a list of steps as --map takes them: [\"trim\", \"e164\"].")
            return []
        }
        return texts.compactMap { text in
            do throws(ValueStep.TextProblem) { return try ValueStep(parsing: text) } catch {
                row.report("defaultSteps", error.description)
                return nil
            }
        }
    }

    private static func dialect(_ reader: inout ProfileReader, knownPaths: [String]) -> SCIMDialect {
        var row = ProfileReader(
            reader.value("dialect") ?? [String: Any](), place: "dialect",
            keys: ["listsAreShort", "supportsPatch", "listsExtensionSchemas", "keepsExternalId"])
        let dialect = SCIMDialect(
            listsExtensionSchemas: row.flag("listsExtensionSchemas", standard: true), listsAreShort: row.flag("listsAreShort", standard: false),
            supportsPatch: row.flag("supportsPatch", standard: true), keepsExternalId: row.flag("keepsExternalId", standard: true),
            knownPaths: knownPaths)
        reader.report(row.problems)
        return dialect
    }

    private static func limits(_ reader: inout ProfileReader) -> Limits? {
        guard let value = reader.value("limits") else { return nil }
        var row = ProfileReader(value, place: "limits", keys: ["requests", "windowSeconds", "inFlight"])
        let requests = row.integer("requests", in: 1...1_000_000, isRequired: true)
        let window = row.integer("windowSeconds", in: 1...86_400, isRequired: true)
        let inFlight = row.has("inFlight") ? row.integer("inFlight", in: 1...100, isRequired: false) : 1
        reader.report(row.problems)
        guard let requests, let window, let inFlight else { return nil }
        return Limits(requests: requests, windowSeconds: Double(window), inFlight: inFlight)
    }
}
