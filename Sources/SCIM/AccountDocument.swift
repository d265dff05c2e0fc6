package import JSON

/// How one app's SCIM differs from another's.
package struct SCIMDialect: Sendable, Equatable {
    /// Whether `schemas` names the extension schemas in use besides the core one.
    package var listsExtensionSchemas: Bool
    /// Whether list answers leave out part of the attributes.
    package var listsAreShort: Bool
    /// Whether PATCH is offered; otherwise a change replaces the account with what it has and the change over it.
    package var supportsPatch: Bool
    /// The attribute paths that are read from the app's answers, taken apart once for all answers.
    let known: [KnownPath]

    struct KnownPath: Sendable, Equatable {
        let path: String
        let place: AttributePath
    }

    /// Makes a dialect; what is no path in `knownPaths` is read from nowhere.
    package init(listsExtensionSchemas: Bool = true, listsAreShort: Bool = false, supportsPatch: Bool = true, knownPaths: [String]) {
        self.listsExtensionSchemas = listsExtensionSchemas
        self.listsAreShort = listsAreShort
        self.supportsPatch = supportsPatch
        known = knownPaths.compactMap { path in AttributePath(path).map { KnownPath(path: path, place: $0) } }
    }
}

/// An account as it is to be created or replaced: flat values by attribute path, turned into the nested resource (RFC 7643 §4.1).
package struct AccountDocument: Sendable, Equatable {
    static let userSchema = "urn:ietf:params:scim:schemas:core:2.0:User"

    /// Values by attribute path.
    package var attributes: [String: String]
    /// Our id of the person; the app keeps it for us.
    package var externalId: String?
    /// Always sent: RingCentral's default is false.
    package var active: Bool

    /// Makes a document.
    package init(attributes: [String: String], externalId: String?, active: Bool) {
        self.attributes = attributes
        self.externalId = externalId
        self.active = active
    }

    /// The resource to send. Values whose path is none are left out; configuration validation reports those.
    package func resource(dialect: SCIMDialect) -> JSONValue {
        var root: [String: JSONValue] = ["active": .bool(active)]
        if let externalId { root["externalId"] = .string(externalId) }
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
            case .extensionAttribute(let urn, let name):
                root[urn] = Self.setting(name, to: value, in: root[urn])
                if dialect.listsExtensionSchemas && !schemas.contains(urn) { schemas.append(urn) }
            case nil: continue
            }
        }
        root["schemas"] = .array(schemas.map(JSONValue.string))
        return .object(root)
    }

    /// The flat values of a resource, for the paths that the dialect knows; what is unassigned has no entry.
    package static func attributes(of resource: JSONValue, dialect: SCIMDialect) -> [String: String] {
        var values: [String: String] = [:]
        for known in dialect.known {
            let value: JSONValue? =
                switch known.place {
                case .attribute(let name): resource[name]
                case .subAttribute(let name, let parent): resource[parent]?[name]
                case .typedElement(let attribute, let type, let name):
                    resource[attribute]?.elements.first { $0["type"]?.text?.lowercased() == type.lowercased() }?[name]
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

/// What changes about an account: only what differs is sent (RFC 7644 §3.5.2).
package struct AccountChanges: Sendable, Equatable {
    private let before: [String: String]
    private let after: [String: String]
    private let externalId: String?
    private let active: Bool?

    /// The changes that lead from one set of values to another; `externalId` and `active` are sent when given.
    package init(from before: [String: String], to after: [String: String], externalId: String? = nil, active: Bool? = nil) {
        self.before = before
        self.after = after
        self.externalId = externalId
        self.active = active
    }

    /// Whether there is nothing to send.
    package var isEmpty: Bool { operations.isEmpty }

    /// The operations in a fixed order: `active`, `externalId`, then by path.
    package var operations: [JSONValue] {
        var operations: [JSONValue] = []
        if let active { operations.append(Self.operation("replace", "active", .bool(active))) }
        if let externalId { operations.append(Self.operation("replace", "externalId", .string(externalId))) }
        for path in Set(before.keys).union(after.keys).sorted() where before[path] != after[path] {
            if let value = after[path] {
                operations.append(Self.operation(before[path] == nil ? "add" : "replace", path, .string(value)))
            } else {
                operations.append(Self.operation("remove", Self.removalPath(path), nil))
            }
        }
        return operations
    }

    /// The same change over the whole resource as the app has it now, for servers without PATCH and those that refuse it: what this program does not know
    /// stays as it is. `meta` is the server's own (RFC 7643 §3.1).
    func resource(over current: JSONValue, dialect: SCIMDialect) -> JSONValue {
        var resource = current
        resource["meta"] = nil
        if let active { resource["active"] = .bool(active) }
        if let externalId { resource["externalId"] = .string(externalId) }
        for path in Set(before.keys).union(after.keys).sorted() where before[path] != after[path] {
            guard let place = AttributePath(path) else { continue }
            resource.assign(after[path], at: place, dialect: dialect)
        }
        return resource
    }

    /// An element of a list goes with its `value` (RFC 7643 §2.4): without one it would stay behind as a bare type.
    private static func removalPath(_ path: String) -> String {
        guard case .typedElement(let attribute, let type, "value") = AttributePath(path) else { return path }
        return "\(attribute)[type eq \"\(type)\"]"
    }

    private static func operation(_ op: String, _ path: String, _ value: JSONValue?) -> JSONValue {
        var members: [String: JSONValue] = ["op": .string(op), "path": .string(path)]
        if let value { members["value"] = value }
        return .object(members)
    }
}
