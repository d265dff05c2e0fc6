import Synchronization

/// A value that is kept as long as what it was made from stays the same.
///
/// It has a lock of its own: whoever asks while it is being made gets the same one, so that there are never two ways to one server, each with a pace of its own.
final class Kept<Origin: Equatable & Sendable, Value: Sendable>: Sendable {
    private let kept = Mutex<(origin: Origin, value: Value)?>(nil)

    /// What is kept, whatever it was made from; `nil` when nothing is.
    var current: Value? { kept.withLock { $0?.value } }

    /// What was made from `origin`; makes it where nothing is kept, or only what was made from something else.
    func value<Failure>(from origin: Origin, _ make: () throws(Failure) -> Value) throws(Failure) -> Value {
        try kept.withLock { kept throws(Failure) in
            if let kept, kept.origin == origin { return kept.value }
            let value = try make()
            kept = (origin, value)
            return value
        }
    }

    /// Keeps nothing, so that it is made anew.
    func forget() { kept.withLock { $0 = nil } }
}
