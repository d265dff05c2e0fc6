/// What moved units alone would give and take away: held as one decision, whatever the limits.
package struct UnitHold: Sendable, Equatable {
    /// What it would mean for one person.
    package struct Effect: Sendable, Equatable, AboutPerson {
        package let person: PersonReference
        /// Whether the person would get an account; otherwise the person would lose it.
        package let isGain: Bool
        /// The unit whose move it comes from.
        package let move: UnitMove
    }

    /// The moves that wait for a decision.
    package let moves: [UnitMove]
    /// Whom they concern, by address.
    package let effects: [Effect]

    /// Gathers the effects; `nil` when there are none.
    init?(_ effects: [Effect]) {
        guard !effects.isEmpty else { return nil }
        self.effects = effects.sorted { ($0.email, $0.personID) < ($1.email, $1.personID) }
        moves = Set(effects.map(\.move)).sorted { ($0.to, $0.id) < ($1.to, $1.id) }
    }

    /// How many people would get an account.
    package var gains: Int { effects.count(where: \.isGain) }
    /// How many people would lose theirs.
    package var losses: Int { effects.count - gains }

    /// The sentence for the screen.
    package var sentence: String {
        let shown = moves.prefix(3).map { "\($0.from) to \($0.to)" }.joined(separator: ", ") + (moves.count > 3 ? " and \(moves.count - 3) more" : "")
        let parts = [
            losses > 0 ? "\(losses.people) would lose \(losses == 1 ? "an account" : "their accounts")" : nil,
            gains > 0 ? "\(gains.people) would get \(gains == 1 ? "an account" : "accounts")" : nil,
        ].compactMap(\.self)
        return
            "\(moves.count == 1 ? "A unit was" : "Units were") moved in the directory: \(shown). By that alone \(parts.joined(separator: " and ")). "
            + "This is held until you release or reject it as a whole."
    }
}
