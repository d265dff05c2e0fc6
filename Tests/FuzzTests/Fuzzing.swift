import Foundation
import Synchronization
import Testing

/// The documents that are spoilt, and how often. `AUTOPROVISION_FUZZ_ITERATIONS` asks for more or fewer; `AUTOPROVISION_FUZZ_SEED` replays one.
enum Fuzzing {
    static let iterations = environment("AUTOPROVISION_FUZZ_ITERATIONS").map(Int.init) ?? 200

    /// The seeds of one subject.
    static var seeds: Range<UInt64> {
        if let seed = environment("AUTOPROVISION_FUZZ_SEED") { return seed..<(seed + 1) }
        return 0..<UInt64(iterations)
    }

    private static func environment(_ name: String) -> UInt64? { ProcessInfo.processInfo.environment[name].flatMap(UInt64.init) }

    /// The documents of one folder of the corpus by name; real ones, as the sandbox and Google's console give them.
    static func corpus(_ folder: String) throws -> [String: Data] {
        let place = try #require(Bundle.module.url(forResource: "Corpus", withExtension: nil)).appending(path: folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: place.path)
        return try Dictionary(uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: place.appending(path: $0))) })
    }

    /// Does `body` with each seed. A crash takes the test with it: the seed that was under way is then in the file that is printed at the start.
    static func run(_ subject: String, _ body: (inout Mutator) async throws -> Void) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "autoprovision-fuzz-\(subject).seed")
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        defer { close(descriptor) }
        print("Fuzzing \(subject): the seed under way is in \(file.path)")
        for seed in seeds {
            let text = "AUTOPROVISION_FUZZ_SEED=\(seed)\n".padding(toLength: 48, withPad: " ", startingAt: 0)
            _ = Array(text.utf8).withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
            var mutator = Mutator(seed: seed)
            do { try await body(&mutator) } catch { Issue.record("seed \(seed): \(error)") }
        }
        unlink(file.path)
    }
}

/// What an error has to be: a sentence that an administrator can act on, of bearable length and safe to be cut and shown.
func expectSentence(_ error: any Error, sourceLocation: SourceLocation = #_sourceLocation) {
    expectSentence(String(describing: error), sourceLocation: sourceLocation)
}

/// What is said to an administrator is a sentence.
func expectSentence(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(text.split(separator: " ").count >= 4, "\(text.prefix(200))", sourceLocation: sourceLocation)
}
