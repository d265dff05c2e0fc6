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

    /// What cannot be right in the conditions of the scope.
    func conditionProblems(standardAttributes: Set<String>, tools: any ValueTools) -> [ConfigurationProblem] {
        autoprovisioning.scope.conditions.enumerated().flatMap { index, condition -> [ConfigurationProblem] in
            let place = "autoprovisioning.scope.conditions[\(index)]"
            var problems: [ConfigurationProblem] = []
            if !Self.isAttribute(condition.attribute, standardAttributes) {
                problems.append(.init(path: "\(place).attribute", message: Self.noAttribute(condition.attribute)))
            }
            let values = "\(place).\(condition.test.rawValue)"
            if condition.values.isEmpty { problems.append(.init(path: values, message: "it is empty; write at least one value.")) }
            for (number, value) in condition.values.enumerated() {
                let problem =
                    value.trimmed.isEmpty
                    ? "it is empty; write the text of a value." : condition.test == .matches ? Self.problem(ofPattern: value, tools) : nil
                if let problem { problems.append(.init(path: "\(values)[\(number)]", message: problem)) }
            }
            return problems
        }
    }

    /// What is wrong with a regular expression; `nil` when it can be used.
    private static func problem(ofPattern pattern: String, _ tools: any ValueTools) -> String? {
        if pattern.utf8.count > ValueStep.longestPattern { return "it is longer than \(ValueStep.longestPattern) bytes; write a shorter one." }
        return tools.problem(ofPattern: pattern).map { "\"\(pattern)\" is not a regular expression of RE2: \($0)." }
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
            if let problem = Self.problem(ofPattern: match, tools) { report(.match, problem) }
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
