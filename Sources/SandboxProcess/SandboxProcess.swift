import Files
package import Foundation

/// A sandbox that runs as a program of its own until it is stopped or this program ends: its server, and the libraries that come with it, are no part of the program that
/// is used every day.
package final class SandboxProcess: Sendable {
    /// Where it listens, and which one it is.
    package let place: SandboxPlace

    private let program: StartedSandbox

    /// Starts a sandbox and waits until it listens.
    ///
    /// - Parameters:
    ///   - folders: where its program may lie.
    ///   - environment: what its program gets of this one's.
    ///   - isSilent: whether what it says on its standard error is thrown away: a page on this terminal would be written over.
    ///   - clockMoved: hears how far the sandbox's clock is ahead, in seconds, each time that somebody moved it and before they are answered; also before this initializer
    ///     returns.
    package init(
        _ launch: SandboxLaunch, folders: [URL] = CompanionFolders.standard, environment: [String: String], isSilent: Bool = false,
        clockMoved: @escaping @Sendable (TimeInterval) -> Void = { _ in }
    ) async throws(SandboxProcessError) {
        let places = folders.map { $0.appending(path: "autoprovision-sandbox").path }
        guard let path = places.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else { throw .missing(places) }
        program = try StartedSandbox(path, launch, environment: environment, isSilent: isSilent)
        switch await program.firstWord(clockMoved: clockMoved) {
        case .listening(let place)?: self.place = place
        case .failed(let sentence)?: throw .failed(sentence)
        case .clockMoved?, nil:
            program.closeInput()
            throw .ended(program: path)
        }
    }

    /// Whether the program has ended.
    package var hasEnded: Bool { program.end.hasHappened }

    /// Waits until the program has ended, by itself or by ``stop()``.
    package func waitUntilEnded() async { await program.end.wait() }

    /// Ends it in order: its state is saved.
    package func stop() async {
        program.closeInput()
        await program.end.wait()
    }
}
