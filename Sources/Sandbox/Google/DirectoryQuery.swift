/// A search clause of the Directory API: field, operator, value; a space between clauses means *and*.
///
/// Source: Directory API guide, "Search for users". The sandbox knows the fields that an administrator's search box needs.
struct DirectoryQuery: Sendable, Equatable {
    enum Comparison: Sendable, Equatable { case equals, contains, startsWith }

    struct Clause: Sendable, Equatable {
        var field: String
        var comparison: Comparison
        var value: String

        func matches(_ text: String) -> Bool {
            let text = text.lowercased()
            let value = value.lowercased()
            switch comparison {
            case .equals: return text == value
            case .contains: return text.contains(value)
            case .startsWith: return text.hasPrefix(value)
            }
        }
    }

    var clauses: [Clause]

    /// - Returns: `nil` for a query outside the grammar.
    init?(_ text: String) {
        var rest = text[...]
        clauses = []
        while true {
            rest = rest.drop { $0 == " " }
            if rest.isEmpty { break }
            guard let clause = Self.clause(&rest) else { return nil }
            clauses.append(clause)
        }
        guard !clauses.isEmpty, clauses.count <= 16 else { return nil }
    }

    private static func clause(_ rest: inout Substring) -> Clause? {
        let field = rest.prefix { $0.isLetter || $0 == "." || $0 == "_" }
        rest = rest.dropFirst(field.count)
        guard !field.isEmpty, let mark = rest.popFirst(), mark == "=" || mark == ":" else { return nil }
        var value: Substring
        if rest.first == "'" {
            rest = rest.dropFirst()
            guard let end = rest.firstIndex(of: "'") else { return nil }
            value = rest[..<end]
            rest = rest[rest.index(after: end)...]
        } else {
            value = rest.prefix { $0 != " " }
            rest = rest.dropFirst(value.count)
        }
        if mark == ":", value.last == "*" {
            return Clause(field: String(field), comparison: .startsWith, value: String(value.dropLast()))
        }
        return value.isEmpty ? nil : Clause(field: String(field), comparison: mark == "=" ? .equals : .contains, value: String(value))
    }
}

extension Person {
    /// - Returns: `nil` when a clause names a field that is not known.
    func matches(_ query: DirectoryQuery) -> Bool? {
        for clause in query.clauses {
            let candidates: [String]
            switch clause.field {
            case "email": candidates = [primaryEmail] + aliases
            case "name": candidates = ["\(givenName) \(familyName)", givenName, familyName]
            case "givenName": candidates = [givenName]
            case "familyName": candidates = [familyName]
            case "isSuspended": candidates = [String(suspended)]
            case "isArchived": candidates = [String(archived)]
            case "isAdmin": candidates = [String(isAdmin)]
            case "orgTitle": candidates = [title ?? ""]
            case "orgDepartment": candidates = [department ?? ""]
            case "orgCostCenter": candidates = [costCenter ?? ""]
            case "externalId": candidates = [employeeID ?? ""]
            // A unit's query finds the people of the units below it, too.
            case "orgUnitPath": candidates = orgUnitPath.hasPrefix(clause.value + "/") || clause.value == "/" ? [clause.value] : [orgUnitPath]
            default: return nil
            }
            guard candidates.contains(where: clause.matches) else { return false }
        }
        return true
    }
}
