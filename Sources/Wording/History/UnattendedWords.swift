package import Provisioning

extension UnattendedFailures {
    /// "5 unattended runs in a row failed since 2026-11-28 09:00: Google answered 503 …"
    package var words: String {
        let runs = count == 1 ? "The newest unattended run failed, at" : "\(count) unattended runs in a row failed, since"
        return "\(runs) \(since.words): \(reason)"
    }
}
