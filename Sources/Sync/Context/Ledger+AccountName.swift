import Ledger
import Provisioning

extension Ledger {
    /// How people know an account: by its user name where it belongs to a person, otherwise by its number.
    func accountName(_ id: String) -> String { ((try? linkedValues(ofAccount: id)) ?? nil)?[MappingTable.userNamePath] ?? id }
}
