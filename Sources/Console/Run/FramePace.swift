/// How often the screen is drawn: at once for what the person does, at most 30 times a second for what happens by itself, such as the progress of a run.
struct FramePace: Sendable {
    /// The time between two frames.
    static let interval = Duration.milliseconds(34)

    private var last: ContinuousClock.Instant?

    /// How long to wait before the next frame; `nil` when it is due now, which counts as drawn.
    mutating func wait(at now: ContinuousClock.Instant, forPerson: Bool) -> Duration? {
        if !forPerson, let last, now < last + Self.interval { return last + Self.interval - now }
        last = now
        return nil
    }
}
