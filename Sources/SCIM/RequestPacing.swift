package import HTTP

/// What a request is, for the app's limits.
package enum RequestKind: String, Sendable, Hashable, CaseIterable {
    case read
    case write
}

/// Decides when a request may leave.
package protocol RequestPacing: Sendable {
    /// Whether a turn that was taken for one kind of request may serve the other: reading and writing share one budget.
    var turnsServeAnyRequest: Bool { get }
    /// Waits for the turn of a request; fails only when the task is canceled.
    func waitForTurn(_ kind: RequestKind) async throws(CancellationError)
    /// Takes a turn if one is free at this moment; every turn that was taken ends in ``observed(_:answer:)`` or ``giveBack(_:)``.
    func takeTurn(_ kind: RequestKind) async -> TurnDecision
    /// Gives back a turn that was taken and not used.
    func giveBack(_ kind: RequestKind) async
    /// Learns from an answer; `nil` when none came.
    func observed(_ kind: RequestKind, answer: HTTPResponse?) async
    /// What the app allows at this moment, as far as it is known; nothing where there is no limit.
    func budgets() async -> [RequestBudget]
}

/// How many requests may leave.
package struct RequestBudget: Sendable, Equatable {
    /// What it is for; `nil` when reading and writing share it.
    package let kind: RequestKind?
    /// Requests that the app allows in its window of time.
    package let limit: Int
    /// How many of them may leave at this moment.
    package let left: Int

    package init(_ kind: RequestKind?, limit: Int, left: Int) { (self.kind, self.limit, self.left) = (kind, limit, left) }
}
