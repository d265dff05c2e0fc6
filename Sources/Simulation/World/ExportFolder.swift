import Foundation
import JSON

/// A form of exported files.
enum ExportForm: Sendable, Equatable {
    /// `users.csv` without the column `User ID`: people are known by their addresses.
    case csv
    case csvWithIDs
    /// `users.json` without a list of units.
    case json
    /// With `orgunits.json` and `deleted-users.json`.
    case jsonWithUnits

    var isCSV: Bool { self == .csv || self == .csvWithIDs }

    /// What the files know people, groups and units by.
    var identity: Identity {
        Identity(peopleByAddress: self == .csv, groupsByAddress: isCSV, unitsByPath: self != .jsonWithUnits)
    }

    /// The form of an export in which the column `User ID` is there by mistake, or missing by mistake.
    var withOtherIDs: ExportForm { self == .csv ? .csvWithIDs : .csv }
}

/// What a directory knows people, groups and units by: an id, or something that can be edited.
struct Identity: Sendable, Equatable {
    var peopleByAddress = false
    var groupsByAddress = false
    var unitsByPath = false
}

/// The folder into which somebody exports the directory, and how an export goes wrong.
struct ExportFolder: Sendable {
    /// How much of the lists arrives.
    enum Extent: Sendable, Equatable {
        case whole
        /// The list of people, or of members, ends after this part of its rows.
        case people(Double)
        case members(Double)
        /// The file of people ends in the middle of a row.
        case torn
    }

    let folder: URL

    /// Writes all files with this time of modification.
    func write(_ content: ExportContent, form: ExportForm, extent: Extent = .whole, modified: Date) {
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let files = form.isCSV ? content.csv(withIDs: form == .csvWithIDs, extent) : content.json(withUnits: form == .jsonWithUnits, extent)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] where files[name] == nil {
            try? FileManager.default.removeItem(at: folder.appending(path: name))
        }
        for (name, data) in files {
            let file = folder.appending(path: name)
            let isTorn = extent == .torn && name.hasPrefix("users.")
            try? (isTorn ? data.prefix(data.count * 2 / 3) : data).write(to: file)
            try? FileManager.default.setAttributes([.modificationDate: modified, .posixPermissions: 0o600], ofItemAtPath: file.path)
        }
    }
}

/// What an export holds: Google's resources, as the sandbox shows them.
struct ExportContent: Sendable {
    /// Everybody, deleted people included.
    var people: [JSONValue]
    /// With their direct members.
    var groups: [JSONValue]
    var units: [JSONValue]

    private static func isDeleted(_ person: JSONValue) -> Bool { person["deletionTime"] != nil }

    /// Whom a whole list of people names, in its order. The Admin console's download holds no guests.
    func listed(in form: ExportForm) -> [JSONValue] {
        people.filter { !Self.isDeleted($0) && !(form.isCSV && $0["isGuestUser"]?.bool == true) }
    }

    /// Whom a list of people leaves out that ends early.
    func leftOut(of form: ExportForm, _ extent: ExportFolder.Extent) -> [JSONValue] {
        let listed = listed(in: form)
        return Array(listed.dropFirst(Self.part(listed, extent.peoplePart).count))
    }

    private static func part<Element>(_ elements: [Element], _ part: Double?) -> [Element] {
        part.map { Array(elements.prefix(Int(Double(elements.count) * $0))) } ?? elements
    }

    func json(withUnits: Bool, _ extent: ExportFolder.Extent) -> [String: Data] {
        let living = listed(in: .json)
        var files = ["domains.json": Self.domains]
        files["users.json"] = JSONValue.object(["users": .array(Self.part(living, extent.peoplePart))]).data
        files["groups.json"] = JSONValue.object(["groups": .array(groups)]).data
        let members = groups.map { group in
            (group["id"]?.string ?? "", JSONValue.array(Self.part(group["members"]?.elements ?? [], extent.membersPart)))
        }
        files["members.json"] = JSONValue.object(Dictionary(uniqueKeysWithValues: members)).data
        if withUnits {
            files["orgunits.json"] = JSONValue.object(["organizationUnits": .array(units)]).data
            files["deleted-users.json"] = JSONValue.object(["users": .array(people.filter(Self.isDeleted))]).data
        }
        return files
    }

    func csv(withIDs: Bool, _ extent: ExportFolder.Extent) -> [String: Data] {
        let living = listed(in: .csv)
        var header = ["First Name", "Last Name", "Email Address", "Org Unit Path", "Status", "Employee Title", "Department", "Mobile Phone"]
        if withIDs { header.append("User ID") }
        let rows = Self.part(living, extent.peoplePart).map { person in
            let work = person["organizations"]?.elements.first
            let status = person["archived"]?.bool == true ? "Archived" : person["suspended"]?.bool == true ? "Suspended" : "Active"
            let fields = [
                person["name"]?["givenName"]?.string, person["name"]?["familyName"]?.string, person["primaryEmail"]?.string,
                person["orgUnitPath"]?.string, status, work?["title"]?.string, work?["department"]?.string,
                person["phones"]?.elements.first { $0["type"]?.string == "mobile" }?["value"]?.string,
            ]
            return (fields + (withIDs ? [person["id"]?.string] : [])).map { $0 ?? "" }
        }
        let memberships = groups.flatMap { group -> [[String]] in
            let address = group["email"]?.string ?? ""
            return (group["members"]?.elements ?? []).flatMap { member -> [[String]] in
                // Everybody is written out: a table of members has no word for all.
                guard member["type"]?.string != "CUSTOMER" else {
                    return living.map { [address, group["name"]?.string ?? "", $0["primaryEmail"]?.string ?? "", "USER"] }
                }
                return [[address, group["name"]?.string ?? "", member["email"]?.string ?? "", member["type"]?.string ?? "USER"]]
            }
        }
        let members = [["Group Email", "Group Name", "Member Email", "Member Type"]] + Self.part(memberships, extent.membersPart)
        return ["users.csv": Self.table([header] + rows), "members.csv": Self.table(members), "domains.json": Self.domains]
    }

    private static func table(_ rows: [[String]]) -> Data {
        let lines = rows.map { row in row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") }
        return Data((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    private static let domains = Data(
        #"{"domains":[{"domainName":"corp.example","isPrimary":true},{"domainName":"subsidiary.example","isPrimary":false}]}"#.utf8)
}

extension ExportFolder.Extent {
    fileprivate var peoplePart: Double? { if case .people(let part) = self { part } else { nil } }
    fileprivate var membersPart: Double? { if case .members(let part) = self { part } else { nil } }
}
