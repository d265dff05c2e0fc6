/// A SCIM attribute path as far as it names one text value (RFC 7644 §3.10): `userName`, `name.givenName`, `emails[type eq "work"].value`, `emails.value`,
/// `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department`.
package enum AttributePath: Sendable, Equatable {
    /// An attribute of the core schema.
    case attribute(String)
    /// A sub-attribute of a single complex attribute.
    case subAttribute(String, of: String)
    /// A sub-attribute of the element with this type.
    case typedElement(attribute: String, type: String, subAttribute: String)
    /// A sub-attribute of the one element of a list whose elements have no type in this app: `emails.value`.
    case untypedElement(attribute: String, subAttribute: String)
    /// An attribute of an extension schema, by its URN.
    case extensionAttribute(urn: String, attribute: String)

    /// The core attributes that hold lists of complex values (RFC 7643 §4.1.2), in lower case.
    private static let lists: Set<String> = ["emails", "phonenumbers", "ims", "photos", "addresses", "entitlements", "roles", "x509certificates"]

    /// Reads a path; `nil` when it is none of the forms above.
    package init?(_ text: String) {
        if text.lowercased().hasPrefix("urn:") {
            guard let colon = text.lastIndex(of: ":"), colon != text.startIndex else { return nil }
            let attribute = String(text[text.index(after: colon)...])
            guard Self.isName(attribute) else { return nil }
            self = .extensionAttribute(urn: String(text[..<colon]), attribute: attribute)
        } else if let open = text.firstIndex(of: "["), let close = text.lastIndex(of: "]"), open < close {
            let attribute = String(text[..<open])
            let filter = text[text.index(after: open)..<close].split(separator: " ")
            let rest = text[text.index(after: close)...]
            guard filter.count == 3, filter[0].lowercased() == "type", filter[1].lowercased() == "eq", filter[2].count > 2, filter[2].hasPrefix("\""),
                filter[2].hasSuffix("\""), rest.hasPrefix("."), Self.isName(attribute), Self.isName(String(rest.dropFirst()))
            else { return nil }
            self = .typedElement(attribute: attribute, type: String(filter[2].dropFirst().dropLast()), subAttribute: String(rest.dropFirst()))
        } else {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard parts.allSatisfy(Self.isName) else { return nil }
            switch parts.count {
            case 1: self = .attribute(parts[0])
            case 2 where Self.lists.contains(parts[0].lowercased()): self = .untypedElement(attribute: parts[0], subAttribute: parts[1])
            case 2: self = .subAttribute(parts[1], of: parts[0])
            default: return nil
            }
        }
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first.isASCII, first.properties.isAlphabetic || first == "$" else { return false }
        return text.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || "-_$".unicodeScalars.contains($0))
        }
    }
}
