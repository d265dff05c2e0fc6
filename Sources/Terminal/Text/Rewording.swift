/// How sentences are changed on their way to the screen, such as a command in them that has to name where it runs.
package struct Rewording: Sendable, Equatable {
    /// Leaves every sentence as it is.
    package static let none = Rewording { $0 }

    private let change: @Sendable (String) -> String

    /// Changes sentences by this.
    package init(_ change: @escaping @Sendable (String) -> String) { self.change = change }

    /// The sentence as it is shown.
    package func callAsFunction(_ sentence: String) -> String { change(sentence) }

    /// Always: canvases are the same when they show the same.
    package static func == (one: Rewording, other: Rewording) -> Bool { true }
}
