import Foundation

extension SandboxWorld {
    mutating func controlFaults(_ method: String, path: [String], _ input: ControlInput) throws(Refusal) -> JSONValue {
        switch (method, path.dropFirst().first) {
        case ("GET", nil): break
        case ("POST", nil): try addFault(input)
        case ("DELETE", nil), ("POST", "clear"): faults.removeAll()
        case ("DELETE", let id?): faults.removeAll { String($0.id) == id }
        default: throw ControlError.bad("Faults take GET, POST and DELETE.", status: 405)
        }
        return ["faults": .array(faults.map(\.value))]
    }

    private mutating func addFault(_ input: ControlInput) throws(Refusal) {
        let names = Fault.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        guard let kind = Fault.Kind(rawValue: try input.text("kind")) else { throw ControlError.bad("\"kind\" must be one of \(names).") }
        guard faults.count < 1000 else { throw ControlError.bad("There are a thousand faults already. Remove some with DELETE /sandbox/faults.") }
        let path = try input.optionalText("path") ?? "/"
        guard path.hasPrefix("/") else { throw ControlError.bad("\"path\" must begin with a slash.") }
        let answer = try input.optionalText("answer") ?? Fault.Answer.unchanged.rawValue
        guard let answer = Fault.Answer(rawValue: answer) else {
            throw ControlError.bad("\"answer\" must be one of \(Fault.Answer.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        // Without a status of its own, an answer that pretends success says 200.
        let status = try input.optionalInteger("status", in: 200...599) ?? (kind == .withoutEffect ? 200 : 500)
        faultsCreated += 1
        faults.append(
            Fault(
                id: faultsCreated, kind: kind, method: try input.optionalText("method")?.uppercased(), path: path, exact: try input.flag("exact"),
                status: status, body: faultBody(input["body"]), contentType: try mediaType(input), answer: answer,
                takesEffect: try input.flag("takesEffect"), retryAfter: try input.optionalInteger("retryAfter", in: 0...86_400),
                milliseconds: try input.optionalInteger("milliseconds", in: 0...120_000) ?? 1000,
                skip: try input.optionalInteger("skip", in: 0...1_000_000) ?? 0, times: try input.optionalInteger("times", in: 1...1_000_000) ?? 1))
    }

    private func mediaType(_ input: ControlInput) throws(Refusal) -> String? {
        guard let type = try input.optionalText("contentType") else { return nil }
        guard type.contains("/"), type.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
            throw ControlError.bad("\"contentType\" must be a media type such as text/html.")
        }
        return type
    }

    /// Text is sent as it is; any other JSON as JSON.
    private func faultBody(_ value: JSONValue?) -> String? {
        guard let value else { return nil }
        return value.stringValue ?? value.text
    }
}

extension Fault {
    fileprivate var value: JSONValue {
        .present([
            "id": .integer(id), "kind": .string(kind.rawValue), "method": .optional(method), "path": .string(path), "exact": .bool(exact),
            "skip": .integer(skip),
            "times": .integer(times), "status": kind == .status || (kind == .withoutEffect && body != nil) ? .integer(status) : nil,
            "answer": kind == .withoutEffect && body == nil ? .string(answer.rawValue) : nil, "contentType": .optional(contentType),
            "takesEffect": kind == .aboutSomebodyElse ? .bool(takesEffect) : nil,
            "milliseconds": kind == .slow ? .integer(milliseconds) : nil,
        ])
    }
}
