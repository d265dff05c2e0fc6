package import JSON

/// What changes about an account: only what differs is sent (RFC 7644 §3.5.2).
package struct AccountChanges: Sendable, Equatable {
    private var before: [String: String]
    private var after: [String: String]
    private var externalId: String?
    private let active: Bool?

    /// The changes that lead from one set of values to another; `externalId` and `active` are sent when given.
    package init(from before: [String: String], to after: [String: String], externalId: String? = nil, active: Bool? = nil) {
        self.before = before
        self.after = after
        self.externalId = externalId
        self.active = active
    }

    /// The same for an app that keeps no `externalId`: it is not sent.
    func withoutExternalId() -> AccountChanges {
        var changes = self
        changes.externalId = nil
        // Also where it stands among the values, since a link was carried over to another id.
        changes.before["externalId"] = nil
        changes.after["externalId"] = nil
        return changes
    }

    /// Whether there is nothing to send.
    package var isEmpty: Bool { operations.isEmpty }

    /// The operations in a fixed order: `active`, `externalId`, then by path.
    package var operations: [JSONValue] {
        var operations: [JSONValue] = []
        if let active { operations.append(Self.operation("replace", "active", .bool(active))) }
        if let externalId { operations.append(Self.operation("replace", "externalId", .string(externalId))) }
        for path in Set(before.keys).union(after.keys).sorted() where before[path] != after[path] {
            if case .untypedElement(let attribute, "value") = AttributePath(path) {
                operations.append(Self.untypedOperation(attribute, from: before[path], to: after[path]))
            } else if let value = after[path] {
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
        var resource = current.withCoreAttributesLifted
        resource["meta"] = nil
        if let active { resource["active"] = .bool(active) }
        if let externalId { resource["externalId"] = .string(externalId) }
        for path in Set(before.keys).union(after.keys).sorted() where before[path] != after[path] {
            guard let place = AttributePath(path) else { continue }
            resource.assign(
                after[path], at: place, before: before[path], isAloneInList: dialect.known(path)?.isAloneInList ?? false, dialect: dialect)
        }
        return resource
    }

    /// An element of a list goes with its `value` (RFC 7643 §2.4): without one it would stay behind as a bare type.
    private static func removalPath(_ path: String) -> String {
        guard case .typedElement(let attribute, let type, "value") = AttributePath(path) else { return path }
        return "\(attribute)[type eq \"\(type)\"]"
    }

    /// The one value of a list without types is named by itself: a path without a filter would mean all values (RFC 7644 §3.5.2.3).
    private static func untypedOperation(_ attribute: String, from old: String?, to new: String?) -> JSONValue {
        guard let old else { return operation("add", attribute, .array([.object(["value": .string(new ?? "")])])) }
        let quoted = old.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        let element = "\(attribute)[value eq \"\(quoted)\"]"
        guard let new else { return operation("remove", element, nil) }
        return operation("replace", "\(element).value", .string(new))
    }

    private static func operation(_ op: String, _ path: String, _ value: JSONValue?) -> JSONValue {
        var members: [String: JSONValue] = ["op": .string(op), "path": .string(path)]
        if let value { members["value"] = value }
        return .object(members)
    }
}
