/// One place of a canvas: what stands there and what it means.
package struct Cell: Sendable, Equatable {
    /// A base scalar with its combining marks. In the right half of a wide character: a space that is never painted.
    package var character: Character
    /// What the text means.
    package var role: Role
    /// Whether the character to the left covers this cell too (right half of a wide character).
    package var isContinuation: Bool

    package init(character: Character = " ", role: Role = .normal, isContinuation: Bool = false) {
        self.character = character
        self.role = role
        self.isContinuation = isContinuation
    }
}
