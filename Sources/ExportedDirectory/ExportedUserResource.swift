import Directory
import GoogleResources
import JSON

/// A user resource of an exported JSON file, cleaned like the cells of a CSV: such files are made by scripts from the same tables.
enum ExportedUserResource {
    /// The resource with clean texts, and one value where several stand in one text.
    static func cleaned(_ object: JSONValue) -> JSONValue {
        guard case .object(var members) = cleanedTexts(object) else { return object }
        for (name, member) in [("phones", "value"), ("emails", "address"), ("relations", "value")] {
            guard case .array(let elements)? = members[name] else { continue }
            members[name] = .array(
                elements.map { element in
                    guard case .object(var values) = element, let text = values[member]?.string else { return element }
                    values[member] = .string(name == "phones" ? ExportedText.first(text) : ExportedAddress.loose(text))
                    return .object(values)
                })
        }
        return .object(members)
    }

    /// The person, with the values that the reader reads.
    ///
    /// - Throws: when the id, the address, the unit or the status cannot be used.
    static func person(_ object: JSONValue, by reader: inout PersonReader) throws(ExportedTextError) -> Person {
        var resource = cleaned(object)
        guard let id = resource["id"]?.string else {
            throw ExportedTextError(
                reason: resource["id"] == nil || resource["id"] == .null
                    ? "it has no id. Export the people again."
                    : "its id is not text. Write ids in quotation marks: as numbers they lose their last digits.")
        }
        resource["id"] = .string(try ExportedIdentifier.read(id, column: "id"))
        guard let email = resource["primaryEmail"]?.string else {
            throw ExportedTextError(reason: "it has no primaryEmail. Export the people again.")
        }
        resource["primaryEmail"] = .string(try ExportedAddress.read(email))
        if let path = resource["orgUnitPath"]?.string { resource["orgUnitPath"] = .string(try ExportedUnitPath.read(path)) }
        let person: Person?
        do throws(UserResource.Unclear) {
            person = try reader.person(UserResource(resource))
        } catch {
            throw ExportedTextError(reason: "\(error.reason) Correct it, or export the people again with it.")
        }
        guard let person else { throw ExportedTextError(reason: "it has no id or primaryEmail. Export the people again.") }
        return person
    }

    private static func cleanedTexts(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(VisibleText.trimmed(text))
        case .array(let elements): .array(elements.map(cleanedTexts))
        case .object(let members): .object(members.mapValues(cleanedTexts))
        case .null, .bool, .number, .digits: value
        }
    }
}
