/// A step as people write it in `--map` and on the page Attribute mapping: its name, and behind colons what it needs: `e164:US`, `cut:64`, `replace:/: `.
extension ValueStep {
    /// Why a text is not a step.
    package struct TextProblem: Error, Equatable, CustomStringConvertible {
        package let description: String
    }

    /// How each step is written.
    package static func pattern(of name: Name) -> String {
        switch name {
        case .trim, .upper, .lower, .title: name.rawValue
        case .replace: "replace:TEXT:TEXT"
        case .pattern: "pattern:EXPRESSION, or pattern/GROUP:EXPRESSION"
        case .lookUp: "lookUp:TABLE, or lookUp/keep:TABLE"
        case .join: "join:ATTRIBUTE,ATTRIBUTE, or join/SEPARATOR:ATTRIBUTE"
        case .e164: "e164, or e164:COUNTRY"
        case .region: "region, or region/name:COUNTRY"
        case .country: "country, or country/code"
        case .cut: "cut:CHARACTERS"
        }
    }

    /// Reads a step.
    ///
    /// - Throws: ``TextProblem`` with how it is written.
    package init(parsing text: String) throws(TextProblem) {
        let (head, rest) = Self.split(text.trimmedStart)
        let (word, option) = Self.split(head, at: "/")
        guard let name = Name.allCases.first(where: { $0.rawValue.caseFolded == word.trimmed.caseFolded }) else {
            throw TextProblem(description: "\"\(word)\" is not a step; there are \(Name.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        let problem = TextProblem(description: "Write \(Self.pattern(of: name)).")
        let takesOption: Set<Name> = [.pattern, .lookUp, .join, .region, .country]
        guard option == nil || takesOption.contains(name) else { throw problem }
        switch name {
        case .trim, .upper, .lower, .title:
            guard rest == nil else { throw problem }
            self = [.trim: .trim, .upper: .upper, .lower: .lower][name] ?? .title
        case .replace:
            let (find, with) = Self.split(rest ?? "")
            guard !find.isEmpty, let with else { throw problem }
            self = .replace(find: Self.unescaped(find), with: Self.unescaped(with))
        case .pattern:
            guard let rest, !rest.isEmpty, let group = option.map({ Int($0.trimmed) }) ?? 0 else { throw problem }
            self = .pattern(match: rest, group: group)
        case .lookUp:
            guard let table = rest?.trimmed, !table.isEmpty, option == nil || option == "keep" else { throw problem }
            self = .lookUp(table: table, isKept: option == "keep")
        case .join:
            let attributes = (rest ?? "").split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
            guard !attributes.isEmpty else { throw problem }
            self = .join(attributes: attributes, separator: option ?? " ")
        case .e164: self = .e164(try Self.country(rest, problem))
        case .region:
            guard let form = option.map({ PlaceForm(rawValue: $0) }) ?? .code else { throw problem }
            self = .region(try Self.country(rest, problem), form)
        case .country:
            guard rest == nil, let form = option.map({ PlaceForm(rawValue: $0) }) ?? .name else { throw problem }
            self = .country(form)
        case .cut:
            guard let length = rest.flatMap({ Int($0.trimmed) }) else { throw problem }
            self = .cut(length)
        }
    }

    /// As it is written; reading it gives the same step.
    package var text: String {
        let name = name.rawValue
        return switch self {
        case .trim, .upper, .lower, .title: name
        case .replace(let find, let with): "\(name):\(Self.escaped(find)):\(Self.escaped(with))"
        case .pattern(let match, let group): group == 0 ? "\(name):\(match)" : "\(name)/\(group):\(match)"
        case .lookUp(let table, let isKept): "\(name)\(isKept ? "/keep" : ""):\(table)"
        case .join(let attributes, let separator): "\(name)\(separator == " " ? "" : "/\(separator)"):\(attributes.joined(separator: ","))"
        case .e164(let country): name + Self.text(country)
        case .region(let country, let form): "\(name)\(form == .code ? "" : "/\(form.rawValue)")" + Self.text(country)
        case .country(let form): "\(name)\(form == .name ? "" : "/\(form.rawValue)")"
        case .cut(let length): "\(name):\(length)"
        }
    }

    /// `COUNTRY@ATTRIBUTE`, each of which may be missing.
    private static func country(_ text: String?, _ problem: TextProblem) throws(TextProblem) -> PersonCountry {
        guard let text, !text.trimmed.isEmpty else { return PersonCountry() }
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(\.trimmed)
        let attribute = parts.count == 2 ? parts[1] : PersonCountry.standardAttribute
        guard !attribute.isEmpty else { throw problem }
        return PersonCountry(attribute: attribute, fallback: parts[0].isEmpty ? nil : parts[0].uppercased())
    }

    private static func text(_ country: PersonCountry) -> String {
        let attribute = country.attribute == PersonCountry.standardAttribute ? "" : "@\(country.attribute)"
        return country.fallback == nil && attribute.isEmpty ? "" : ":\(country.fallback ?? "")\(attribute)"
    }

    /// The text before the first mark that has no backslash before it, and the text behind it.
    private static func split(_ text: String, at mark: Character = ":") -> (String, String?) {
        var isEscaped = false
        for index in text.indices {
            if text[index] == mark, !isEscaped { return (String(text[..<index]), String(text[text.index(after: index)...])) }
            isEscaped = text[index] == "\\" && !isEscaped
        }
        return (text, nil)
    }

    private static func escaped(_ text: String) -> String { text.replacing("\\", with: "\\\\").replacing(":", with: "\\:") }

    private static func unescaped(_ text: String) -> String {
        var result = ""
        var isEscaped = false
        for character in text {
            if isEscaped || character != "\\" { result.append(character) }
            isEscaped = character == "\\" && !isEscaped
        }
        return result
    }
}

extension String {
    /// Without white space at its beginning; at its end it may belong to what a step replaces by.
    fileprivate var trimmedStart: String { String(drop(while: \.isWhitespace)) }
}
