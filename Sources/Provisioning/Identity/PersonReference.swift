package import Directory

/// Who something is about: what identifies a person, and what people know them by.
package struct PersonReference: Sendable, Equatable, Hashable {
    /// The directory id.
    package let id: String
    /// The person's name; falls back to the address.
    package let name: String
    /// The person's address.
    package let email: String

    package init(id: String, name: String, email: String) {
        self.id = id
        self.name = name
        self.email = email
    }

    /// A person as the directory has them.
    package init(_ person: Person) { self.init(id: person.id, name: person.fullName, email: person.primaryEmail) }
}

/// What is about one person.
package protocol AboutPerson {
    /// Whom it is about.
    var person: PersonReference { get }
}

extension AboutPerson {
    /// The directory id of the person.
    package var personID: String { person.id }
    /// The person's name, for people; falls back to the address.
    package var name: String { person.name }
    /// The person's address.
    package var email: String { person.email }
}
