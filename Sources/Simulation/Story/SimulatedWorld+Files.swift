import Engine
import Foundation
import JSON
import Provisioning
import Sync

/// The directory as a folder of exported files: whoever exports it does so after every change, and at times something goes wrong with the copy.
extension SimulatedWorld {
    /// Where the export lies.
    var exportFolder: URL { folder.appending(path: "export") }

    /// Reads the truth anew after people changed something, and exports it.
    func readDirectory() {
        let groupKeys = groupKeys
        cloud.with { $0.readDirectory(groups: groupKeys) }
        export()
    }

    /// Writes the whole directory, mostly some time ago: a file that is newer than a minute may still be being copied.
    func export() {
        guard character.files != nil else { return }
        clock.cancelEvents()
        let age = isQuiet || odd.chance(85) ? Double(odd.within(61...100)) : Double(odd.within(1...59))
        write(.whole, modified: clock.now - age)
    }

    /// What a scheduled export does before a run, whether anything changed or not.
    func exportAgain() {
        guard character.files != nil, !mayBeCopying, odd.chance(60) else { return }
        export()
    }

    /// The copy of an export stops halfway, for good or for a minute or two. Never twice before a run has seen a whole one: two files that agree are believed.
    func copyHalf() {
        guard character.files != nil, cloud.with({ $0.hasSeenWholeExport }), odd.chance(35) else { return }
        export()
        let part = Double(odd.within(20...90)) / 100
        var extent = odd.draw((3, ExportFolder.Extent.people(part)), (3, .members(part)), (1, .torn))
        // Nobody could miss members of a group that was named since the last whole export.
        if case .members = extent, !cloud.with({ $0.groupsSeenWhole.isSuperset(of: $0.rules.groups) }) { extent = .people(part) }
        cloud.with { state in
            state.hasSeenWholeExport = false
            state.tally.halfCopies += 1
        }
        let isStalled = odd.chance(50)
        note("an export is copied halfway (\(extent))\(isStalled ? " and stays so" : "")")
        guard !isStalled else { return write(extent, modified: clock.now - Double(odd.within(61...100))) }
        write(extent, modified: clock.now)
        // More of it comes, and then the rest.
        let (folder, form, content) = (exportFolder, form ?? .csv, exportContent())
        let (next, last) = (clock.now + Double(odd.within(10...50)), clock.now + Double(odd.within(60...110)))
        let cloud = cloud
        clock.schedule(at: next) { moment in
            ExportFolder(folder: folder).write(content, form: form, extent: .people((1 + part) / 2), modified: moment)
        }
        clock.schedule(at: last) { moment in
            ExportFolder(folder: folder).write(content, form: form, modified: moment)
            cloud.with { state in
                state.export?.modified = moment
                state.export?.isPartial = false
                state.export?.leftOut = []
            }
        }
    }

    /// The column `User ID` comes into an export or leaves it. Some exports later that is mended, or the administrator says that they are the same people.
    func turnIdentity() async {
        guard let form = character.files else { return }
        if hasOtherIDs {
            guard odd.chance(60) else { return }
            if form.isCSV, odd.chance(40) { return await carryLinks(to: form.withOtherIDs) }
            hasOtherIDs = false
            note("the export names people as before again")
        } else {
            let linked = cloud.with { state in
                state.accounts.values.count { account in account.externalID.flatMap { state.truth.people[$0] }.map { !$0.isDeleted } ?? false }
            }
            guard linked >= 4, !hasRestored, odd.chance(12) else { return }
            hasOtherIDs = true
            note("the export names people by other ids")
        }
        export()
    }

    /// From now on people are named by the other kind of id; their accounts go with them.
    private func carryLinks(to form: ExportForm) async {
        guard !mayBeCopying else { return }
        // Read by the program when the file has stood still.
        clock.advance(by: 120)
        let (change, count): (IdentityChange, Int)
        do throws(OperationError) {
            guard let found = try await process.workspace.setup.identityChange() else { return note("there is nothing to carry over") }
            (change, count) = (found, try await process.workspace.setup.carryLinks(found))
        } catch {
            return note("the links cannot be carried over: \(error)")
        }
        let pairs = Dictionary(change.pairs.map { ($0.from, $0.to) }, uniquingKeysWith: { first, _ in first })
        note("the links of \(count) people are carried over: \(pairs.sorted { $0.key < $1.key })")
        hasOtherIDs = false
        character.files = form
        cloud.with { $0.carry(pairs, to: form.identity) }
        readDirectory()
    }

    /// The form of the next export.
    private var form: ExportForm? { hasOtherIDs ? character.files?.withOtherIDs : character.files }

    /// A run said that the directory knows less than half of those who have an account: where addresses are the ids, and few people have one, that is a rename or two. The
    /// administrator says that the ledger belongs to this directory; who is not in it is forgotten.
    func rebind() async throws {
        isForeign = false
        guard !mayBeCopying, !hasOtherIDs else { return }
        export()
        clock.advance(by: 61)
        let workspace = process.workspace
        let change = SetupChange(try await workspace.setup.configuration())
        let foreign = try await workspace.setup.foreignParts(of: change, readsDirectory: true)
        guard !foreign.isEmpty else { return }
        _ = try await workspace.setup.keep(change, rebinding: foreign)
        hasRestored = true
        note("the ledger is bound to the directory anew")
    }

    /// A run asked whether people are named by other ids, because half of them exchanged their addresses. The administrator says that they are other people.
    func separateIdentities() async {
        isAskedAboutIdentities = false
        guard !mayBeCopying, !hasOtherIDs else { return }
        export()
        clock.advance(by: 120)
        do throws(OperationError) {
            guard let change = try await process.workspace.setup.identityChange() else { return }
            try await process.workspace.setup.separate(change)
            note("the administrator says that \(change.pairs.count) are other people")
        } catch {
            note("nothing can be said about identities: \(error)")
        }
    }

    private var mayBeCopying: Bool { cloud.with { $0.export?.isPartial ?? false } }

    private func exportContent() -> ExportContent {
        let groupKeys = groupKeys
        return cloud.with { $0.exportContent(groups: groupKeys) }
    }

    private func write(_ extent: ExportFolder.Extent, modified: Date) {
        guard let form else { return }
        let content = exportContent()
        // A later export has a later time.
        let earlier = cloud.with { $0.export?.modified ?? .distantPast }
        let modified = max(modified, earlier + 1)
        ExportFolder(folder: exportFolder).write(content, form: form, extent: extent, modified: modified)
        let hasOtherIDs = hasOtherIDs
        cloud.with { state in
            let named = form == .jsonWithUnits ? state.truth.people.values.filter(\.isDeleted).map(\.id) : []
            state.export = CloudState.Export(
                modified: modified, isPartial: extent != .whole, hasOtherIDs: hasOtherIDs, namedAsDeleted: Set(named),
                leftOut: state.leftOut(of: content, form, extent))
        }
    }
}

extension CloudState {
    /// People are known by another kind of id from now on.
    mutating func carry(_ pairs: [String: String], to identity: Identity) {
        self.identity = identity
        for account in accounts.values {
            if let owner = account.externalID, let new = pairs[owner] { carried[account.id] = (from: account.carriedID ?? owner, to: new) }
        }
        for (old, new) in pairs {
            truth.people[old] = nil
            missingSince[new] = missingSince.removeValue(forKey: old)
            if changedByHand.remove(old) != nil { changedByHand.insert(new) }
        }
        oracle.carry(pairs)
        readAccounts()
    }

    /// Two exports have to be so far apart to count as two, in seconds: the interval between two runs.
    private static let runInterval: TimeInterval = 3_600

    /// The ids of those whom a list that ends early leaves out.
    func leftOut(of content: ExportContent, _ form: ExportForm, _ extent: ExportFolder.Extent) -> Set<String> {
        let ids = content.leftOut(of: form, extent).compactMap { object in
            identity.peopleByAddress ? object["primaryEmail"]?.string?.lowercased() : object["id"]?.string
        }
        return Set(ids)
    }

    /// An export counts once it has stood still for so long, in seconds; a little less, for what a run asks before it reads.
    private static let stillness: TimeInterval = 55

    /// A run has read the export that lay there when it began. One that was changed a moment ago says nothing; how old it is cannot be told by a clock that is wrong.
    mutating func judgeStillness(at moment: Date) {
        guard let export, run.exported == export.modified, !hasBadClock, moment.timeIntervalSince(export.modified) < Self.stillness else { return }
        run.exported = nil
        violate(.stillFiles, "a run read files that were changed \(Int(moment.timeIntervalSince(export.modified))) seconds before", at: moment)
    }

    /// A run has looked at the export: who was missing from it, and since when.
    mutating func noteMissing() {
        guard let export else { return }
        if !export.isPartial { (hasSeenWholeExport, groupsSeenWhole) = (true, rules.groups) }
        for person in truth.people.values {
            let isMissing = person.isDeleted && !export.namedAsDeleted.contains(person.id) || export.leftOut.contains(person.id)
            missingSince[person.id] = isMissing ? missingSince[person.id] ?? export.modified : nil
        }
    }

    /// Whether somebody is missing from one export only: it may have been cut, so nothing begins by it, and nothing ends.
    func isUncertain(_ id: String) -> Bool {
        guard let export, let since = missingSince[id] else { return false }
        return export.modified.timeIntervalSince(since) < Self.runInterval
    }
}
