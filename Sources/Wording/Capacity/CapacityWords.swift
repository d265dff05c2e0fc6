package import Provisioning

extension CapacityOutlook {
    /// How many people are named at most.
    private static let named = 5

    /// Who waits for a license, and what frees one; `nil` when there is one for everybody.
    package var sentence: String? {
        guard !waiting.isEmpty else { return nil }
        let have = "The app has \(capacity.free == 0 ? "no free license" : capacity.free == 1 ? "1 free license" : "\(capacity.free) free licenses")"
        let freed =
            deletions == 0 ? "" : deletions == 1 ? ", and 1 deletion of this run frees another" : ", and \(deletions) deletions of this run free more"
        let wait = "\(waiting.count.people) of \(creations) will wait until somebody adds licenses: \(names(waiting))."
        let coming = releases.prefix(Self.named).map { "\($0.person.name) on \($0.due.dayWords)" }.joined(separator: ", ")
        let later = releases.isEmpty ? "" : " Deletions to come free licenses: \(coming)\(releases.count > Self.named ? ", and more" : "")."
        return "\(have)\(freed). \(wait)\(later)"
    }

    private func names(_ people: [PersonReference]) -> String {
        let shown = people.prefix(Self.named).map(\.name).joined(separator: ", ")
        return people.count > Self.named
            ? "\(shown) and \(people.count - Self.named) more, in this order" : people.count > 1 ? "\(shown), in this order" : shown
    }
}
