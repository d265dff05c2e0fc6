package import JSON

/// An account as it is to be created or replaced: flat values by attribute path, turned into the nested resource (RFC 7643 §4.1).
package struct AccountDocument: Sendable, Equatable {
    static let userSchema = "urn:ietf:params:scim:schemas:core:2.0:User"

    /// Values by attribute path.
    package var attributes: [String: String]
    /// Our id of the person; the app keeps it for us.
    package var externalId: String?
    /// Always sent: RingCentral's default is false.
    package var active: Bool

    package init(attributes: [String: String], externalId: String?, active: Bool) {
        self.attributes = attributes
        self.externalId = externalId
        self.active = active
    }

    /// The resource to send. Values whose path is none are left out; configuration validation reports those.
    package func resource(dialect: SCIMDialect) -> JSONValue {
        var root: [String: JSONValue] = ["active": .bool(active)]
        if let externalId, dialect.keepsExternalId { root["externalId"] = .string(externalId) }
        var schemas = [Self.userSchema]
        for (path, value) in attributes.sorted(by: { $0.key < $1.key }) {
            switch AttributePath(path) {
            case .attribute(let name): root[name] = .string(value)
            case .subAttribute(let name, let parent): root[parent] = Self.setting(name, to: value, in: root[parent])
            case .typedElement(let attribute, let type, let name):
                var elements = root[attribute]?.elements ?? []
                if let index = elements.firstIndex(where: { $0["type"]?.text == type }) {
                    elements[index] = Self.setting(name, to: value, in: elements[index])
                } else {
                    elements.append(.object(["type": .string(type), name: .string(value)]))
                }
                root[attribute] = .array(elements)
            case .untypedElement(let attribute, let name):
                root[attribute] = .array([Self.setting(name, to: value, in: root[attribute]?.elements.first)])
            case .extensionAttribute(let urn, let name):
                root[urn] = Self.setting(name, to: value, in: root[urn])
                if dialect.listsExtensionSchemas && !schemas.contains(urn) { schemas.append(urn) }
            case nil: continue
            }
        }
        root["schemas"] = .array(schemas.map(JSONValue.string))
        return .object(root)
    }

    /// The flat values of a resource with its core attributes at the top (``JSONValue/withCoreAttributesLifted``), for the paths that the dialect knows; what is unassigned has no entry.
    package static func attributes(of resource: JSONValue, dialect: SCIMDialect) -> [String: String] {
        var values: [String: String] = [:]
        for known in dialect.known {
            let value: JSONValue? =
                switch known.place {
                case .attribute(let name): resource[name]
                case .subAttribute(let name, let parent): resource[parent]?[name]
                case .typedElement(let attribute, let type, let name):
                    resource[attribute]?.element(ofType: type, orOnlyUntyped: known.isAloneInList)?[name]
                case .untypedElement(let attribute, let name): resource[attribute]?.mainElement?[name]
                case .extensionAttribute(let urn, let name): resource[urn]?[name]
                }
            if let text = value?.text { values[known.path] = text }
        }
        return values
    }

    private static func setting(_ name: String, to value: String, in parent: JSONValue?) -> JSONValue {
        var members: [String: JSONValue] = [:]
        if case .object(let existing) = parent { members = existing }
        members[name] = .string(value)
        return .object(members)
    }
}
