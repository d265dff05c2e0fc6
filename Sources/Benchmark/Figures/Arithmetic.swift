/// The yardsticks that are computed, not measured.
enum Arithmetic {
    /// Calls that reading a directory takes: ⌈people/500⌉ + ⌈groups/200⌉ + the pages of each group's members, 200 members a page. Deleted people are a listing
    /// of their own. A listing without anybody is a page too.
    ///
    /// Source: the largest pages of the Directory API's `users.list`, `groups.list` and `members.list`.
    static func sourceCalls(people: Int, deletedPeople: Int, groups: Int, membersByGroup: [Int]) -> Int {
        pages(people, of: 500) + pages(deletedPeople, of: 500) + (groups + 199) / 200 + membersByGroup.reduce(0) { $0 + pages($1, of: 200) }
    }

    static func pages(_ count: Int, of length: Int) -> Int { max(1, (count + length - 1) / length) }

    /// Seconds before the last of `writes` can leave when a sliding window lets `limit` of them through: the first `limit` leave at once, the next when
    /// the window has passed.
    static func minimumSeconds(writes: Int, limit: Int, window: Double) -> Double {
        guard writes > 0, limit > 0 else { return 0 }
        return Double((writes - 1) / limit) * window
    }

    /// `value ÷ base`; `nil` without a base.
    static func ratio(_ value: Double, to base: Double) -> Double? { base > 0 ? value / base : nil }

    /// Calls that need not have been made: writes beyond one for each needed change, and reads that were refused.
    static func wastedCalls(writes: Int, neededChanges: Int, refusedReads: Int) -> Int { max(0, writes - neededChanges) + refusedReads }
}
