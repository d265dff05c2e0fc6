/// The process whose turn it is to let runs follow one another, at a home that several machines use.
package struct ServiceHolder: Sendable, Equatable {
    package let machine: String
    /// The program, its machine, its process and since when, for people.
    package let name: String

    package init(machine: String, name: String) { (self.machine, self.name) = (machine, name) }
}
