import HTTP
import Provisioning

extension ClockVerdict {
    /// Judges what the servers told; `applicationHosts` are those of the app.
    init(_ readings: [ClockReading], applicationHosts: Set<String>) {
        self = TrustedTime.judge(
            readings.map { ClockWitness(host: $0.host, isDirectory: !applicationHosts.contains($0.host), secondsAhead: $0.secondsAhead) })
    }
}
