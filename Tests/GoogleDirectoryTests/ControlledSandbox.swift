import Foundation
import HTTP
import Testing

/// A sandbox whose world a test changes.
protocol ControlledSandbox {
    var url: URL { get }
}

extension ControlledSandbox {
    func control(_ path: String, _ body: [String: any Sendable]) async throws {
        let answer = try await NetworkTransport().send(
            HTTPRequest(
                .post, url.appending(path: "sandbox/\(path)"), headers: ["Content-Type": "application/json"],
                body: try JSONSerialization.data(withJSONObject: body)))
        try #require(answer.isSuccess, "\(String(decoding: answer.body, as: UTF8.self))")
    }
}
