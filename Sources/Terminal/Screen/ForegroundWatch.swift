import CNcurses
import Dispatch

/// Tells when the terminal is this program's again. Nothing tells a program that: a shell brings it to the foreground without a word. So it looks a few times a
/// second, and only while the terminal is somebody else's.
@MainActor
final class ForegroundWatch {
    private static let pause = DispatchTimeInterval.milliseconds(200)

    private let descriptor: Int32
    private let foreground: @MainActor () -> Void
    private var timer: (any DispatchSourceTimer)?

    /// - Parameter foreground: called each time the terminal came back.
    init(_ descriptor: Int32, foreground: @escaping @MainActor () -> Void) {
        self.descriptor = descriptor
        self.foreground = foreground
    }

    /// Whether the terminal may be painted on, read and set.
    var isOurs: Bool { terminal_is_ours(descriptor) }

    /// Looks until the terminal is ours.
    func start() {
        guard timer == nil else { return }
        let timer = DispatchSource.makeTimerSource(queue: .main)
        timer.schedule(deadline: .now() + Self.pause, repeating: Self.pause)
        timer.setEventHandler { [weak self] in
            MainActor.assumeIsolated { self?.look() }
        }
        self.timer = timer
        timer.resume()
    }

    /// Looks no more.
    func stop() {
        timer?.cancel()
        timer = nil
    }

    private func look() {
        guard timer != nil, isOurs else { return }
        stop()
        foreground()
    }
}
