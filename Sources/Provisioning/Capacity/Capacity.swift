package import Foundation

/// How many accounts the app can still take, as it said at one moment.
package struct Capacity: Sendable, Equatable, Codable {
    /// Licenses that nobody has.
    package let free: Int
    /// When the app said it.
    package let read: Date

    package init(free: Int, read: Date) { (self.free, self.read) = (free, read) }
}
