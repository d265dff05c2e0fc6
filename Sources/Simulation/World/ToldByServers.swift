import Foundation
import HTTP
import JSON
import Provisioning
import Sandbox

/// What the app's servers told the living program that alerts go by.
struct ToldByServers: Sendable {
    /// Whether an answer said what time it is.
    var hasTime = false
    /// What became of the newest request for a token that nobody has looked at yet.
    var authorization: Authorization?
    /// How many licenses were said to be free during the run under way, and when; `nil` when that was not asked.
    private(set) var licenses: AlertOracle.Known<AlertOracle.Licenses?> = .known(nil)

    /// What the app's server made of a request for a token.
    enum Authorization: Sendable {
        /// A token came at this moment.
        case renewed(Date)
        /// What was to be traded for one is not good any more (RFC 6749 §5.2): an assertion, or the refresh token.
        case refused(isAssertion: Bool)
    }

    /// A new program begins.
    mutating func begin() { hasTime = false }

    /// A run begins.
    mutating func beginRun() { licenses = .known(nil) }

    /// The program got an answer, or did not get one.
    ///
    /// - Parameters:
    ///   - moment: by the clock of the program's machine.
    ///   - isDisturbed: whether something was done to the request or its answer.
    mutating func note(_ request: SandboxRequest, _ answer: HTTPResponse?, at moment: Date, isDisturbed: Bool) {
        if answer?.headers["Date"] != nil { hasTime = true }
        if request.path == "/restapi/oauth/token", let answer {
            if answer.status == 200 {
                authorization = .renewed(moment)
            } else if JSONValue(answer.body)?["error"]?.string == "invalid_grant" {
                authorization = .refused(isAssertion: String(decoding: request.body, as: UTF8.self).contains("assertion="))
            }
        }
        if request.path.hasSuffix("/extension"), request.query.contains("Unassigned") {
            let total = answer.flatMap { JSONValue($0.body)?["paging"]?["totalElements"] }
            if case .number(let free)? = total, !isDisturbed { licenses = .known(.init(free: Int(free), read: moment)) } else { licenses = .unknown }
        }
    }
}

extension CloudState {
    /// What a run came to that reached its end, as the world sees it.
    ///
    /// - Parameter isOurs: whether the ledger knows all that it ever wrote.
    func found(by run: RunRecord, isOurs: Bool) -> AlertOracle.Run {
        // An action that the run could not be sure of is still to come for the ledger, even where the world knows that it was done.
        let isClear =
            isOurs && run.failures == 0 && changedByHand.isEmpty && refusedAccount == nil && carried.isEmpty && givenAway.isEmpty
            && adoptedInWord.isEmpty && !self.run.wasLiedTo && self.run.leftOut == nil && !self.run.tellsNoTime && export == nil
        return AlertOracle.Run(
            isHeld: run.outcome == .held, deletions: isClear ? .known(nextDeletion) : .unknown,
            licenses: told.licenses)
    }

    /// When the next account may be deleted of those that a run has made or linked.
    private var nextDeletion: Date? {
        let owners = Set(accounts.values.filter { $0.id != Self.administratorAccount }.compactMap(\.externalID))
        return owners.compactMap { oracle.due(.hardDelete, of: $0, in: truth, rules: rules) }.min()
    }
}
