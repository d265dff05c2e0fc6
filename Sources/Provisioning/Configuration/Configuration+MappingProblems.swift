import Directory

/// What cannot be right in the attribute mapping.
extension Configuration {
    func mappingProblems(
        targets: [TargetAttribute], standardAttributes: Set<String>, application: String, tools: any ValueTools
    ) -> [ConfigurationProblem] {
        var problems: [ConfigurationProblem] = []
        func report(_ path: String, _ message: String) { problems.append(.init(path: path, message: message)) }
        if let country = autoprovisioning.companyCountry, !Self.isCountryCode(country) {
            report("autoprovisioning.companyCountry", "\"\(country)\" is not a country's code; write two capital letters, such as US.")
        }
        var seen: Set<String> = []
        let known = Set(targets.map(\.path))
        for (row, mapping) in autoprovisioning.mapping.enumerated() {
            let place = "autoprovisioning.mapping[\(row)]"
            if !known.contains(mapping.target) {
                report(
                    "\(place).target", "\(application) has no attribute \"\(mapping.target)\"; it has \(targets.map(\.path).joined(separator: ", "))."
                )
            }
            if !seen.insert(mapping.target).inserted {
                report("\(place).target", "\"\(mapping.target)\" is mapped twice; keep one row and list its sources there.")
            }
            for (index, source) in mapping.sources.enumerated() {
                let place = "\(place).from[\(index)]"
                switch source.origin {
                case .fixed(let text):
                    guard let target = targets.first(where: { $0.path == mapping.target }), target.isUnique else { break }
                    report(
                        "\(place).fixed",
                        "\"\(text)\" would be the \(target.label) of everyone, but no two accounts can have the same one; name a directory attribute."
                    )
                case .attribute(let id):
                    if !Self.isAttribute(id, standardAttributes) { report("\(place).attribute", Self.noAttribute(id)) }
                }
                for (index, step) in source.steps.enumerated() {
                    problems += stepProblems(step, "\(place).steps[\(index)]", standardAttributes, tools)
                }
            }
        }
        return problems
    }

    private func stepProblems(_ step: ValueStep, _ place: String, _ standardAttributes: Set<String>, _ tools: any ValueTools)
        -> [ConfigurationProblem]
    {
        var problems: [ConfigurationProblem] = []
        func report(_ setting: ValueStep.Setting, _ message: String) {
            problems.append(.init(path: "\(place).\(step.name.rawValue).\(setting.rawValue)", message: message))
        }
        func check(_ country: ValueStep.PersonCountry) {
            if let code = country.fallback, !Self.isCountryCode(code) {
                report(.defaultCountry, "\"\(code)\" is not a country's code; write two capital letters, such as US.")
            }
            if !Self.isAttribute(country.attribute, standardAttributes) { report(.countryFrom, Self.noAttribute(country.attribute)) }
        }
        switch step {
        case .trim, .upper, .lower, .title, .country: break
        case .replace(let find, _): if find.isEmpty { report(.find, "it is empty; write the text that is to be replaced.") }
        case .pattern(let match, let group):
            if match.utf8.count > ValueStep.longestPattern {
                report(.match, "it is longer than \(ValueStep.longestPattern) bytes; write a shorter one.")
            } else if let problem = tools.problem(ofPattern: match) {
                report(.match, "\"\(match)\" is not a regular expression of RE2: \(problem).")
            }
            if !(0...99).contains(group) { report(.group, "\(group) is not a group; write 0 for all that matches, or the number of a group.") }
        case .lookUp(let table, _):
            if autoprovisioning.tables[table] == nil {
                let names = autoprovisioning.tables.keys.sorted().joined(separator: ", ")
                report(.table, "there is no table \"\(table)\" in autoprovisioning.tables; \(names.isEmpty ? "it is empty" : "there are \(names)").")
            }
        case .join(let attributes, _):
            if attributes.isEmpty { report(.attributes, "it is empty; name at least one directory attribute.") }
            for id in attributes where !Self.isAttribute(id, standardAttributes) { report(.attributes, Self.noAttribute(id)) }
        case .e164(let country), .region(let country, _): check(country)
        case .cut(let length):
            if !(1...10_000).contains(length) { report(.length, "\(length) is out of range; write 1 to 10000 characters.") }
        }
        return problems
    }

    private static func isAttribute(_ id: String, _ standardAttributes: Set<String>) -> Bool {
        standardAttributes.contains(id) || isCustomAttribute(id)
    }

    private static func noAttribute(_ id: String) -> String {
        "the directory has no attribute \"\(id)\"; see the list on the Attributes page, or write customSchemas.SCHEMA.FIELD."
    }

    /// Two capital letters, as ISO 3166-1 has them.
    package static func isCountryCode(_ text: String) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }
}
