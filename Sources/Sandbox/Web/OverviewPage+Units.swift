import Foundation

extension OverviewPage {
    /// The organizational units, with what can be done to each.
    var unitTable: String {
        let people = world.state.organisation.people.filter { $0.deletionTime == nil }
        return table(["Unit", "Id", "People", ""], world.state.organisation.units) { unit in
            let address = "/sandbox/units/" + unit.id
            let acts = [
                form(address + "/rename", [("name", "text", "New name")], "Rename"),
                form(address + "/move", [("parent", "text", "Below, as in /")], "Move"),
                form(address + "/delete", [("moveTo", "text", "People go to, as in /")], "Delete"),
            ]
            let count = people.count { $0.orgUnitPath == unit.path }
            return [unit.path, unit.id, String(count)].map(\.htmlEscaped) + [acts.joined()]
        }
    }
}
