/// The usage counters.
package struct Usage: Sendable, Equatable, Codable {
    package var created = 0
    package var suspended = 0
    package var deleted = 0
    package var failures = 0

    /// Nothing yet.
    package init() {}
}
