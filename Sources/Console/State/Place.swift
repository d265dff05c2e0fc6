import Provisioning
import Sync
import Wording

/// A page that one can go to from anywhere, in what it says of itself: beside each page stands its own. The palette, the line at the top and the ways between
/// pages read it.
struct Place: Sendable {
    /// The page's name: in the line at the top, and in the palette unless it has a ``title(_:)`` of its own there.
    let name: String
    /// What one finds there, in the words that somebody may look for.
    let words: String
    /// Words that are searched too, but never shown.
    let keywords: String
    /// The page's name in the palette.
    let title: @Sendable (ConsoleModel) -> String
    /// The key that leads to it from the app's page.
    let key: Character?
    /// Whether there is anything to see now.
    let isReachable: @Sendable (ConsoleModel) -> Bool
    /// Makes the page.
    let page: @Sendable (ConsoleModel) -> any Page
    /// The pages from the start to this one.
    let way: @Sendable (ConsoleModel) -> [any Page]

    /// - Parameters:
    ///   - place: the one that Escape leads back to; `nil` for the start.
    ///   - key: leads to it from the app's page.
    ///   - page: makes the page.
    init(
        _ name: String, title: (@Sendable (ConsoleModel) -> String)? = nil, words: String, keywords: String = "", below place: Place? = nil,
        key: Character? = nil, isReachable: @escaping @Sendable (ConsoleModel) -> Bool = Self.isSetUp,
        page: @escaping @Sendable (ConsoleModel) -> any Page
    ) {
        self.name = name
        self.words = words
        self.keywords = keywords
        self.title = title ?? { _ in name }
        self.key = key
        self.isReachable = isReachable
        self.page = page
        way = { (place?.way($0) ?? []) + [page($0)] }
    }

    /// Most pages show something only when the setup is finished.
    static func isSetUp(_ model: ConsoleModel) -> Bool { model.configuration.autoprovisioning.setupProgress == .finished }

    /// What was done stays to be read when the configuration is deleted.
    static func hasHistory(_ model: ConsoleModel) -> Bool { isSetUp(model) || model.status?.lastRun != nil }
}

extension Place: Equatable {
    static func == (left: Place, right: Place) -> Bool { left.name == right.name }
}

extension Place: CaseIterable {
    /// The pages in the order of the palette. A new page is added here.
    static let allCases: [Place] = [
        .apps, .app, .identities, .preview, .pending, .activity, .people, .accounts, .failures, .usage, .alerts, .run, .userAccess, .settings,
        .history,
        .authorization, .mapping, .quality, .scope, .conditions, .deprovisioning, .safeguards, .exclusions, .connection, .singleSignOn,
    ]
}
