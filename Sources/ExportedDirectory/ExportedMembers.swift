import Directory
import GoogleResources
import JSON

/// Groups and their members as exported files give them.
///
/// A row that cannot be read is refused rather than left out: whoever loses a membership can lose the account.
extension ExportedMembership {
    mutating func add(groups: [JSONValue], file: String) throws(DirectoryError) {
        for (index, object) in groups.enumerated() {
            do throws(ExportedTextError) {
                guard let text = object["email"]?.string else { throw ExportedTextError(reason: "it has no email. Export the groups again.") }
                let email = try ExportedAddress.read(text)
                let id = try object["id"]?.string.map { text throws(ExportedTextError) in try ExportedIdentifier.read(text, column: "id") }
                add(
                    Group(
                        id: id ?? email.lowercased(), email: email, name: Self.name(object["name"]?.string, or: email),
                        aliases: Group.aliases(object).map(VisibleText.stripped)))
            } catch {
                throw .invalidFile(place: file, reason: "group \(index + 1): \(error.reason)")
            }
        }
    }

    /// `lists` are the members by group id or address.
    mutating func add(members lists: [String: JSONValue], file: String) throws(DirectoryError) {
        for (group, list) in lists.sorted(by: { $0.key < $1.key }) {
            guard case .array(let members) = list else {
                throw .invalidFile(place: file, reason: "the members of \(group) are not a list. Export the members again.")
            }
            for (index, member) in members.enumerated() {
                do throws(ExportedTextError) {
                    add(try Self.member(member), to: VisibleText.stripped(group))
                } catch {
                    throw .invalidFile(place: file, reason: "member \(index + 1) of \(group.prefix(80)): \(error.reason)")
                }
            }
        }
    }

    mutating func add(table: CSVTable) throws(DirectoryError) {
        let group = try table.requiredColumn("Group Email")
        let email = try table.requiredColumn("Member Email")
        let (name, type) = (table.column("Group Name"), table.column("Member Type"))
        for row in table.rows {
            let groupEmail = try table.cell(group, of: row, ExportedAddress.read)
            let groupName = try name.map { column throws(DirectoryError) in try table.cell(column, of: row, ExportedText.value) }
            add(Group(id: groupEmail.lowercased(), email: groupEmail, name: Self.name(groupName, or: groupEmail)))
            let word = type.map { row.fields[$0] } ?? ""
            let kind = try table.cell(type ?? email, of: row) { _ throws(ExportedTextError) in try Self.kind(word) }
            let text = VisibleText.stripped(row.fields[email])
            // A group without members still has its row; all of the organization has no address.
            if text.isEmpty, kind == .customer || VisibleText.stripped(word).isEmpty {
                if kind == .customer { add(GroupMember(id: "customer", kind: .customer), to: groupEmail) }
                continue
            }
            let address = try table.cell(email, of: row, ExportedAddress.read)
            add(GroupMember(id: address.lowercased(), email: address, kind: kind), to: groupEmail)
        }
    }

    private static func member(_ member: JSONValue) throws(ExportedTextError) -> GroupMember {
        let kind = try kind(member["type"]?.text ?? "")
        let email = try member["email"]?.string.map { text throws(ExportedTextError) in try ExportedAddress.read(text) }
        if let number = member["id"], number != .null, number.string == nil {
            throw ExportedTextError(reason: "its id is not text. Write ids in quotation marks: as numbers they lose their last digits.")
        }
        guard let id = member["id"]?.string ?? email else {
            throw ExportedTextError(reason: "it has neither id nor email. Export the members again.")
        }
        return GroupMember(id: try ExportedIdentifier.read(id, column: "id"), email: email, kind: kind)
    }

    private static func name(_ text: String?, or address: String) -> String {
        let name = VisibleText.trimmed(text ?? "")
        return name.isEmpty ? address : name
    }

    private static func kind(_ word: String) throws(ExportedTextError) -> GroupMember.Kind {
        let word = VisibleText.stripped(word)
        if word.isEmpty { return .user }
        if let kind = GroupMember.Kind(resourceType: word.uppercased()) { return kind }
        throw ExportedTextError(
            reason:
                "the member type \"\(word.prefix(40))\" is not known; there are USER, GROUP, CUSTOMER and EXTERNAL. Correct it, or export the members again."
        )
    }
}
