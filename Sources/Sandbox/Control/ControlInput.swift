import Foundation

/// What a control request carries: a JSON object, or the fields of a form on the page.
struct ControlInput: Sendable {
    private var members: [String: JSONValue]

    init(_ request: SandboxRequest) throws(Refusal) {
        if request.body.isEmpty {
            members = [:]
        } else if request.isForm {
            let pairs = request.form.pairs.map { ($0.name, JSONValue.string($0.value)) }
            members = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        } else {
            guard case .object(let object)? = JSONValue(parsing: request.body) else { throw ControlError.bad("The body must be a JSON object.") }
            members = object
        }
    }

    /// Values as they came, for building things that hold many.
    subscript(_ name: String) -> JSONValue? { members[name] == .null ? nil : members[name] }

    func text(_ name: String) throws(Refusal) -> String {
        guard let value = try optionalText(name) else { throw ControlError.bad("\"\(name)\" is required: text that is not empty.") }
        return value
    }

    func optionalText(_ name: String) throws(Refusal) -> String? {
        guard let value = self[name] else { return nil }
        guard case .string(let text) = value else { throw ControlError.bad("\"\(name)\" must be text.") }
        return text.isEmpty ? nil : text
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(Refusal) -> Int {
        guard let value = try optionalInteger(name, in: range) else { throw ControlError.bad("\"\(name)\" is required: a whole number.") }
        return value
    }

    func optionalInteger(_ name: String, in range: ClosedRange<Int>) throws(Refusal) -> Int? {
        let number: Int?
        switch self[name] {
        case nil, .string("")?: return nil
        case .integer(let value)?: number = value
        case .string(let text)?: number = Int(text)
        default: number = nil
        }
        guard let number, range.contains(number) else {
            throw ControlError.bad("\"\(name)\" must be a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    func flag(_ name: String) throws(Refusal) -> Bool {
        switch self[name] {
        case nil, .bool(false)?, .string("false")?, .string("")?: return false
        case .bool(true)?, .string("true")?, .string("on")?: return true
        default: throw ControlError.bad("\"\(name)\" must be true or false.")
        }
    }
}

/// Errors of the control API: `{"error": sentence}`.
enum ControlError {
    static func bad(_ message: String, status: Int = 400) -> Refusal {
        Refusal(response: .json(["error": .string(message)], status: status))
    }

    static func notFound(_ what: String) -> Refusal { bad("There is no \(what) of that name or id.", status: 404) }
}
