package import Foundation

/// One HTTP request as the sandbox's logic sees it: no socket, no framework.
package struct SandboxRequest: Sendable, Equatable {
    /// In upper case, as on the request line.
    package var method: String
    /// Percent-encoded path, without the query.
    package var path: String { didSet { segments = Self.segments(of: path) } }
    /// The path's parts, percent-decoded.
    private(set) var segments: [String]
    /// Raw query, without the question mark.
    package var query: String
    /// Header values by lower-case name.
    package var headers: [String: String]
    /// The whole body; more than ``bodyLimit`` bytes are refused.
    package var body: Data

    /// A request as a client would send it.
    /// - Parameter target: path and query as on the request line, such as `/scim/v2/Users?count=1`.
    package init(method: String, target: String, headers: [String: String] = [:], body: Data = Data()) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.method = method
        path = String(parts.first ?? "")
        segments = Self.segments(of: path)
        query = parts.count > 1 ? String(parts[1]) : ""
        self.headers = Dictionary(headers.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
        self.body = body
    }

    /// Largest body that is accepted, in bytes.
    package static let bodyLimit = 1_048_576
}

extension SandboxRequest {
    private static func segments(of path: String) -> [String] {
        path.split(separator: "/").map { $0.utf8.contains(UInt8(ascii: "%")) ? $0.removingPercentEncoding ?? String($0) : String($0) }
    }

    var parameters: FormFields { FormFields(encoded: query) }

    var form: FormFields { FormFields(encoded: String(decoding: body, as: UTF8.self)) }

    /// The media type without its parameters, in lower case; empty when none was sent.
    var mediaType: String {
        let declared = headers["content-type"] ?? ""
        return declared.prefix { $0 != ";" }.trimmingSpace.lowercased()
    }

    var isForm: Bool { mediaType == "application/x-www-form-urlencoded" }

    func cookie(_ name: String) -> String? {
        for pair in (headers["cookie"] ?? "").split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1).map(\.trimmingSpace)
            if parts.count == 2, parts[0] == name { return parts[1] }
        }
        return nil
    }

    /// The token of an `Authorization: Bearer` header (RFC 6750 §2.1); `nil` when the header is absent or of another scheme.
    var bearerToken: String? { credentials(scheme: "bearer") }

    /// The text after an authorization scheme, compared without regard to case (RFC 9110 §11.1).
    func credentials(scheme: String) -> String? {
        let parts = (headers["authorization"] ?? "").split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == scheme else { return nil }
        let value = parts[1].trimmingSpace
        return value.isEmpty ? nil : value
    }
}

extension Substring {
    /// Without spaces and tabs around it (RFC 9110 §5.6.3). Bytes only: headers are looked at with every request.
    fileprivate var trimmingSpace: String {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        guard let start = utf8.firstIndex(where: { !isSpace($0) }), let last = utf8.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(self[start...last])
    }
}
