package import Provisioning

extension HeldEffect {
    /// A sentence for each kind of action, and one about the hard deletes that follow.
    package var sentences: [String] { kinds.map(words) + [followingWords].compactMap(\.self) }

    private func words(_ kind: OfKind) -> String {
        let words = "\(kind.count) to \(kind.kind.verb)"
        let first =
            switch change {
            case .release: "\(words): done by the next run."
            case .reject: "\(words): not done as long as the same change is planned."
            case .restore: "\(words): the next run does \(kind.count.them), unless a safeguard holds \(kind.count.them) again."
            }
        switch kind.rest {
        case .none: return first
        case .asksForAuthorizer: return "\(words): released, and done once somebody names the account that authorized the app."
        case .staysHeld(let rest): return "\(first) The other \(rest) stay held."
        case .isDone(let rest, let allowance, let recent):
            let lately = recent > 0 ? " with \(recent) in the last 21 days" : ""
            return "\(first) The other \(rest) are then within the limit of \(allowance)\(lately), so the next run does them too."
        }
    }

    private var followingWords: String? {
        guard let first = following.map(\.scheduled.due).min() else { return nil }
        switch change {
        case .release: return HardDeletes.follow(following.count, first: first)
        case .reject:
            return following.count == 1
                ? "The hard delete that would follow is canceled." : "The \(following.count) hard deletes that would follow are canceled."
        case .restore: return nil
        }
    }
}

extension HeldDecided {
    /// "40 released, applied with the next run; 2 rejected"; `nil` when nothing was decided. While autoprovisioning is off there is no next run.
    package func words(isOn: Bool) -> String? {
        let parts = [
            released > 0 ? "\(released) released, applied \(isOn ? "with the next run" : "once autoprovisioning is on")" : nil,
            rejected > 0 ? "\(rejected) rejected" : nil,
        ].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    /// "40 released", in as few columns as say it; `nil` when nothing was decided.
    package var shortWords: String? {
        let parts = [(released, "released"), (rejected, "rejected")].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

extension UnitHold {
    /// What a decision leads to.
    package static func effect(of change: HeldChange) -> String {
        switch change {
        case .release: "The next run lets the moved units inherit from where they are now."
        case .reject:
            "The moved units keep inheriting from where they were. To make that permanent, turn the app on or off for them under User access."
        case .restore: "The next run holds again what the moved units would change."
        }
    }
}

extension UnitHold.Effect {
    /// "would get an account: unit /Contractors, now /Sales/Contractors".
    package var words: String { "would \(isGain ? "get" : "lose") an account: \(move.words)" }
}
