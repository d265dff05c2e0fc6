package import Foundation

/// What an administrator does about an action that is to come.
package enum PendingChange: Sendable, Equatable {
    /// It does not happen as long as its cause lasts.
    case cancel
    /// It does not happen before this moment.
    case postpone(Date)
    /// It happens as its delay says.
    case restore
}

/// What an administrator chooses about actions that are to come.
package enum PendingChoice: Sendable, Equatable {
    case cancel
    case postpone(days: Int)
    case restore
}
