import Foundation
import Testing

/// The real executable in plain mode, over pipes: lines in, lines out.
final class PlainTalk {
    struct Missing: Error, CustomStringConvertible {
        let text: String
        let said: String
        var description: String { "\"\(text)\" was not said. What was said:\n\(said)" }
    }

    private let folder: TemporaryFolder
    private let process: ChildProcess
    private var input: FileHandle?
    /// How much was heard when the last line was typed.
    private var heard = 0

    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        let pipe = folder.url.appending(path: "input").path
        try #require(mkfifo(pipe, 0o600) == 0)
        // For both directions: otherwise opening waits for the other end.
        input = FileHandle(forUpdatingAtPath: pipe)
        process = try ChildProcess(
            Program.autoprovision, arguments, environment: ["LC_ALL": "C.UTF-8"].merging(environment) { $1 }, input: pipe,
            output: folder.url.appending(path: "output").path, errors: folder.url.appending(path: "errors").path)
    }

    /// Everything that was said.
    var said: String { (try? String(contentsOf: folder.url.appending(path: "output"), encoding: .utf8)) ?? "" }

    var errors: String { (try? String(contentsOf: folder.url.appending(path: "errors"), encoding: .utf8)) ?? "" }

    /// Types a line.
    func type(_ line: String) throws {
        heard = said.count
        try input?.write(contentsOf: Data("\(line)\n".utf8))
    }

    /// Waits until all the texts were said after the last line that was typed.
    @discardableResult
    func wait(for texts: String..., within seconds: Double = 30) async throws -> String {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var news = ""
        while ContinuousClock.now < deadline {
            news = String(said.dropFirst(heard))
            // Whoever was spoken to has the word when the prompt is there.
            if texts.allSatisfy(news.contains), news.hasSuffix("> ") { return news }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Missing(text: texts.first { !news.contains($0) } ?? "the prompt", said: said)
    }

    /// Types the number that was last said with a text.
    func choose(_ text: String) throws {
        let pattern = try Regex("(?:^|; )(\\d+)\\. \(NSRegularExpression.escapedPattern(for: text))", as: (Substring, Substring).self)
            .anchorsMatchLineEndings()
        let found = try #require(said.matches(of: pattern).last, "no number for \(text) in:\n\(said)")
        try type(String(found.1))
    }

    /// Ends the input.
    func hangUp() throws {
        try input?.close()
        input = nil
    }

    func signal(_ number: Int32) { kill(process.identifier, number) }

    func exitCode() async -> Int32 { await process.exitCode() }

    deinit { process.terminate() }
}
