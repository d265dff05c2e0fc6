import Directory
package import JSON

extension UserResource {
    /// A member that decides whether somebody has an account, and that did not come or says nothing that can be read.
    package struct Unclear: Error, Equatable {
        /// What is wrong, as a sentence.
        package let reason: String
    }

    /// What the resource says of the person. A status that was asked for and did not come is never taken for "active".
    ///
    /// - Parameter isDeleted: whether the resource is from a list of deleted people, where nothing else counts.
    func status(isDeleted: Bool) throws(Unclear) -> Person.Status {
        if isDeleted || object["deletionTime"]?.text != nil { return .deleted }
        guard let isSuspended = try flag("suspended") else {
            throw Unclear(reason: "\(name) has no \"suspended\", so nobody can tell whether the account is to stay.")
        }
        // Whether somebody who is archived is suspended as well does not matter: archived people are left alone.
        if try flag("archived") ?? false { return .archived }
        return isSuspended ? .suspended : .active
    }

    /// Whether the person is a guest; servers leave it out for others.
    func isGuest() throws(Unclear) -> Bool { try flag("isGuestUser") ?? false }

    private var name: String { object["primaryEmail"]?.text.map { "\"\($0.prefix(80))\"" } ?? "Somebody" }

    /// A boolean as programs write it: `true`, `"True"`, `"yes"`, `1`. `nil` when it is missing or empty.
    private func flag(_ member: String) throws(Unclear) -> Bool? {
        let value = object[member]
        if case .bool(let flag)? = value { return flag }
        let text = value?.text.map(VisibleText.stripped)?.lowercased()
        switch text {
        case "true", "yes", "1": return true
        case "false", "no", "0": return false
        case nil, "":
            guard value == nil || value == .null || value?.string != nil else { break }
            return nil
        default: break
        }
        throw Unclear(reason: "\(name) has a \"\(member)\" that is neither true nor false\(text.map { ": \"\($0.prefix(40))\"" } ?? "").")
    }
}

/// Notices that a member came for some people of an answer and not for others: then it was asked for, and whoever lacks it is not known.
///
/// Without the member for anybody, the server does not have it: Google leaves `archived` out where no archived accounts can be.
package struct MemberPresence {
    private static let members = ["archived", "orgUnitPath"]
    private var isSeen = Set<String>()
    /// Who lacked a member first, by member.
    private var lacking: [String: String] = [:]

    /// Nobody was looked at yet.
    package init() {}

    /// Looks at one person of the answer.
    package mutating func note(_ object: JSONValue) {
        guard object["deletionTime"]?.text == nil else { return }
        for member in Self.members {
            if object[member]?.text != nil {
                isSeen.insert(member)
            } else if lacking[member] == nil {
                lacking[member] = object["primaryEmail"]?.text ?? object["id"]?.text ?? ""
            }
        }
    }

    /// What is wrong with the whole answer, as a sentence; `nil` when all is well.
    package var problem: String? {
        guard let member = Self.members.first(where: { isSeen.contains($0) && lacking[$0] != nil }) else { return nil }
        return
            "\"\(lacking[member]?.prefix(80) ?? "")\" has no \"\(member)\", though others have it, so nobody can tell whether the account is to stay."
    }
}
