/// How the tables of one part of the program came to be what they are, step by step. The database keeps the names of the steps that it has.
package struct SQLMigrations: Sendable {
    package struct Step: Sendable {
        package let name: String
        package let apply: @Sendable (any SQLConnection) throws -> Void
    }

    /// The name of the part: several parts of the program may keep tables in one database.
    package let part: String
    /// In the order in which they are taken.
    package private(set) var steps: [Step] = []

    package init(of part: String) { self.part = part }

    /// Adds a step. A name is never changed: databases have it.
    package mutating func add(_ name: String, _ apply: @escaping @Sendable (any SQLConnection) throws -> Void) {
        steps.append(Step(name: name, apply: apply))
    }

    /// The steps up to one with this name, as an older program knew them.
    package func through(_ name: String) -> SQLMigrations {
        var older = self
        older.steps = Array(steps.prefix { $0.name != name }) + steps.filter { $0.name == name }
        return older
    }
}
