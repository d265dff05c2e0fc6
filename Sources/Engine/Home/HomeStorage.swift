package import Foundation

/// Where the setup of one organization is kept, and where its processes tell each other what they do: a folder, or a database.
///
/// Its calls wait for their answer, over a network for seconds: call them from a thread that may wait.
package protocol HomeStorage: Sendable {
    /// How this home is named where one is chosen.
    var name: HomeName { get }
    /// The place, for people. No secret is in it.
    var displayName: String { get }
    /// The place of the ledger, for people.
    var ledgerPlace: String { get }
    /// The folder of this machine for files that settings name, such as keys of the directory.
    var localFolder: URL { get }
    /// The folder of this machine for what grows, or can be made again.
    var localState: URL { get }
    /// The file of this machine with the key under which credentials are sealed.
    var keyFile: URL { get }
    /// Files of this machine that only this user may open, and whose folders neither.
    var guardedFiles: [URL] { get }
    /// Whether other machines may work on the same home, so that a process is named with its machine.
    var isShared: Bool { get }

    /// Makes what is missing, for this user only.
    ///
    /// - Throws: ``ConfigurationError`` when the home cannot be used as it is.
    func prepare() throws(ConfigurationError)

    /// Whether a setup or a ledger was ever kept here. Makes nothing.
    func isInUse() throws(ConfigurationError) -> Bool

    /// The place of a document, for people.
    func place(of document: HomeDocument) -> String

    /// One state of a document, by which an unchanged one is known without reading it; `nil` when there is none.
    func version(of document: HomeDocument) throws(ConfigurationError) -> DocumentVersion?

    /// The content; `nil` when there is no such document.
    func read(_ document: HomeDocument) throws(ConfigurationError) -> Data?

    /// Replaces the content, whole or not at all; durable when it returns, if the document has to last (``HomeDocument/mustLast``).
    func write(_ data: Data, to document: HomeDocument) throws(ConfigurationError)

    /// Removes a document. One that is not there, or cannot be removed now, is no error.
    func remove(_ document: HomeDocument)

    /// Gives a document another name, in place of whatever had it; `false` when there is no such document.
    func rename(_ document: HomeDocument, to other: HomeDocument) throws(ConfigurationError) -> Bool

    /// Takes a lock if it is free; `nil` when somebody holds it.
    ///
    /// - Parameter holder: who takes it, for others to read.
    func tryLock(_ purpose: HomeLockPurpose, holder: String) throws(ConfigurationError) -> (any HomeLock)?

    /// Waits for a lock that is held for moments only.
    func lock(_ purpose: HomeLockPurpose) throws(ConfigurationError) -> any HomeLock

    /// What the holder of a lock says; `nil` when nobody holds it. Gets into nobody's way.
    func holder(of purpose: HomeLockPurpose) throws(ConfigurationError) -> String?

    /// Looks at what can be wrong about the place itself, beside the files of this machine.
    func findings() throws(ConfigurationError) -> [HomeFinding]

    /// An element after each change of what is kept here, by whatever process.
    func changes() throws(ConfigurationError) -> AsyncStream<Void>
}

/// How a home is named where one is chosen.
package enum HomeName: Sendable, Equatable {
    /// The user's own, which needs no name.
    case standard
    /// That of the machine's service, as a package installs it.
    case machine
    /// The value of `--home`.
    case named(String)

    /// The value of `--home`; `nil` where none is needed.
    package var option: String? { if case .named(let option) = self { option } else { nil } }
}

/// What a home keeps, besides the ledger.
package enum HomeDocument: String, Sendable, CaseIterable {
    case configuration
    /// Sealed.
    case credentials
    /// The countries and states that the app told last.
    case places
    /// How far the run that is under way got.
    case runProgress
    /// Whom a run that is under way is asked to take next.
    case personRequest
    /// Whom it takes now.
    case takenRequest
    /// When the process that lets runs follow one another was last asked to leave that to others.
    case stepDown

    /// Whether it has to outlast a power cut.
    package var mustLast: Bool { [.configuration, .credentials].contains(self) }
}

/// One state of a document, as the home tells it without reading the document.
package struct DocumentVersion: Sendable, Hashable {
    private let parts: [Int64]

    package init(_ parts: [Int64]) { self.parts = parts }
}
