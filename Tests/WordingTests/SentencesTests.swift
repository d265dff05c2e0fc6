import Foundation
import Testing

/// Every sentence that Wording makes, in one file that can be read in a sitting. After a wanted change, write it anew and look at the difference as at code:
///
///     AUTOPROVISION_WRITE_SNAPSHOTS=1 swift test --filter SentencesTests && git diff Tests/WordingTests/Sentences.txt
@Suite("Reviewed sentences", .timeLimit(.minutes(1)))
struct SentencesTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Sentences.txt")

    /// Moments are written in the machine's time zone; here that is Coordinated Universal Time, whatever the machine's is.
    private static let isInUniversalTime: Bool = {
        setenv("TZ", "UTC", 1)
        tzset()
        NSTimeZone.resetSystemTimeZone()
        return TimeZone.current.secondsFromGMT() == 0
    }()

    @Test("All sentences are as they were reviewed")
    func reviewed() throws {
        try #require(Self.isInUniversalTime)
        let text = SentenceSamples.all.map { topic in "\(topic.title)\n" + topic.sentences.map { "    \($0)\n" }.joined() }.joined(separator: "\n")
        if ProcessInfo.processInfo.environment["AUTOPROVISION_WRITE_SNAPSHOTS"] != nil { return try Data(text.utf8).write(to: Self.file) }
        let reviewed = String(decoding: try Data(contentsOf: Self.file), as: UTF8.self)
        let (old, new) = (reviewed.split(separator: "\n"), text.split(separator: "\n"))
        let differences = new.filter { !old.contains($0) }.map { "+ \($0)" } + old.filter { !new.contains($0) }.map { "- \($0)" }
        #expect(text == reviewed, "\(differences.joined(separator: "\n"))")
    }

    @Test("No sentence has two spaces in a row, a space before a mark, or two periods", arguments: SentenceSamples.all)
    func marks(topic: SentenceSamples.Topic) {
        for sentence in topic.sentences {
            let isClean = !["  ", " .", " ,", "..", ".:"].contains { sentence.contains($0) } && !sentence.hasPrefix(" ") && !sentence.hasSuffix(" ")
            #expect(isClean, "\(sentence)")
        }
    }
}
