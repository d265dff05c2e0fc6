import Provisioning
import Wording

/// Looks what administrators have to be told for as long as a console is open: at its beginning, after what changes much, and once in a while. Where no service and no
/// timer runs, nobody else does.
final class AlertWatch: Sendable {
    /// As often as the package's timer.
    private static let pause = Duration.seconds(900)

    private let occasions: AsyncStream<Void>.Continuation
    /// A look is never given up halfway: what it was delivering would count as not delivered.
    private let looks: Task<Void, Never>
    private let clock: Task<Void, any Error>

    init(services: ConsoleServices) {
        let (stream, occasions) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.occasions = occasions
        looks = Task {
            for await _ in stream {
                // Why it could not be looked at is said on the page Alerts, where somebody asks for it.
                try? await services.checks.lookForAlerts { AlertNotice($0, from: $1) }
            }
        }
        clock = Task {
            while true {
                try await Task.sleep(for: Self.pause)
                occasions.yield()
            }
        }
    }

    /// Looks, once what is looked at already has ended.
    func look() { occasions.yield() }

    /// Looks no more.
    func stop() {
        clock.cancel()
        occasions.finish()
    }
}

extension ConsoleEvent {
    /// Whether administrators may have to be told something else than before.
    var changesWhatIsTold: Bool {
        switch self {
        case .runEnded, .runFailed, .authorized: true
        default: false
        }
    }
}
