package import Foundation

/// Says that something comes from the memory of the ledger, because the directory or the app could not be asked now.
package struct PlanMemory: Sendable, Equatable {
    /// What made the plan that is remembered.
    package enum Origin: Sendable, Equatable {
        /// The run with this number.
        case run(Int64)
        /// Somebody who looked at what a run would do.
        case preview

        /// "run" or "preview", for sentences and for machines.
        package var word: String {
            switch self {
            case .run: "run"
            case .preview: "preview"
            }
        }
    }

    /// Why nobody could be asked.
    package struct Obstacle: Sendable, Equatable {
        /// The word for machines (`--json`).
        package let code: String
        /// Who could not be asked: "Google", or the app's name.
        package let whom: String
        /// Why, and what to do about it, in whole sentences.
        package let reason: String

        /// Names an obstacle.
        package init(code: String, whom: String, reason: String) {
            self.code = code
            self.whom = whom
            self.reason = reason
        }
    }

    package let origin: Origin
    /// When the plan that is remembered was made.
    package let planned: Date
    package let obstacle: Obstacle
    /// How many entries of that plan were too many to be kept.
    package let leftOut: Int

    /// Names the plan that is remembered and why there is no newer one.
    package init(origin: Origin, planned: Date, obstacle: Obstacle, leftOut: Int = 0) {
        self.origin = origin
        self.planned = planned
        self.obstacle = obstacle
        self.leftOut = leftOut
    }
}
