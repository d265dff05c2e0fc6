package import Directory
package import JSON

extension DirectoryAttribute {
    /// The attributes of custom schemas (`schemas` resources), in the order in which they are listed.
    package static func custom(schemas: [JSONValue]) -> [DirectoryAttribute] {
        schemas.flatMap { schema -> [DirectoryAttribute] in
            guard let name = schema["schemaName"]?.string else { return [] }
            return (schema["fields"]?.elements ?? []).compactMap { field in
                (field["fieldName"]?.string).map { .custom(schema: name, field: $0, label: field["displayName"]?.string) }
            }
        }
    }
}
