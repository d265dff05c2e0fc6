/// People whom a run takes in between, because somebody waits for them.
package struct TakenBetween: Sendable {
    /// Whether somebody waits; asked before every write.
    let isWaitedFor: @Sendable () -> Bool
    /// Takes the one who waits; answers who it was. Only called while nothing is under way.
    let take: @Sendable () async -> String?

    /// Takes whoever waits.
    package init(isWaitedFor: @escaping @Sendable () -> Bool, take: @escaping @Sendable () async -> String?) {
        (self.isWaitedFor, self.take) = (isWaitedFor, take)
    }

    /// Takes nobody.
    package static let nobody = TakenBetween(isWaitedFor: { false }, take: { nil })

    /// Takes everybody who waits by now; answers who it was.
    func takeAll() async -> Set<String> {
        var taken: Set<String> = []
        while isWaitedFor(), let personID = await take() { taken.insert(personID) }
        return taken
    }
}
