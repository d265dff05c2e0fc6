import Synchronization

/// The turn of one write that was taken before its request was made; it serves once.
final class WriteTurn: Sendable {
    private let isLeft = Mutex(true)

    /// Whether the turn was still there; from now on it is not.
    func use() -> Bool {
        isLeft.withLock { isLeft in
            defer { isLeft = false }
            return isLeft
        }
    }
}
