package import Directory
package import Foundation

/// What a run believes of an export, and what it remembers of it.
package struct ExportJudgement: Sendable {
    /// The directory as it counts: who is missing from a list of members for the first time is still a member.
    package private(set) var snapshot: DirectorySnapshot
    /// Linked people who are missing, as two exports agree.
    package let confirmedAbsent: Set<String>
    /// Linked people who are missing for the first time: nothing is done about them.
    package let unconfirmedAbsent: Set<String>
    /// What is to be kept.
    package private(set) var memory: ExportMemory
    /// What an administrator should know, in sentences.
    package private(set) var sentences: [String] = []

    /// Judges an export.
    ///
    /// - Parameters:
    ///   - files: the files that were read.
    ///   - interval: seconds between two runs.
    package init(_ snapshot: DirectorySnapshot, files: [ExportedFile], ledger: LedgerState, now: Date, interval: TimeInterval) {
        self.snapshot = snapshot
        memory = ledger.exports
        memory.files = memory.noting(files, now: now)
        let people = Set(snapshot.people.lazy.map(\.id))
        let known = people.union(snapshot.deletedPeople.lazy.map(\.id))
        let missing = Set(ledger.links.keys).subtracting(known)
        let file = Self.file(ExportedFile.peopleNames, in: files)
        let judged = ExportAbsence.judge(
            missing, remembered: ledger.exports.absences[ExportMemory.people] ?? [:], modified: file?.modified ?? now, interval: interval)
        confirmedAbsent = judged.confirmed
        unconfirmedAbsent = missing.subtracting(judged.confirmed)
        memory.absences = [ExportMemory.people: judged.remembered]
        memory.members = [:]
        if !unconfirmedAbsent.isEmpty {
            let names = unconfirmedAbsent.compactMap { ledger.links[$0]?.userName }
            sentences.append(
                "\(Self.counted(unconfirmedAbsent.count, "person", "people")) with an account \(unconfirmedAbsent.count == 1 ? "is" : "are") missing from "
                    + "\(file?.name ?? "the export") for the first time (\(Self.some(names))). \(Self.waits(unconfirmedAbsent.count, interval))")
        }
        judgeMembers(Self.file(ExportedFile.memberNames, in: files), people: people, ledger: ledger, now: now, interval: interval)
    }

    private mutating func judgeMembers(_ file: ExportedFile?, people: Set<String>, ledger: LedgerState, now: Date, interval: TimeInterval) {
        for (group, members) in snapshot.members {
            var current = Set(members.lazy.filter { $0.kind != .group }.map(\.id)).intersection(people)
            // A row for the whole organization makes everybody a member: where it is missing later, everybody is.
            if members.contains(where: { $0.kind == .customer }) { current = people }
            let missing = (ledger.exports.members[group] ?? []).subtracting(current).filter { people.contains($0) && ledger.links[$0] != nil }
            let judged = ExportAbsence.judge(
                missing, remembered: ledger.exports.absences[group] ?? [:], modified: file?.modified ?? now, interval: interval)
            let kept = missing.subtracting(judged.confirmed)
            memory.members[group] = current.union(kept)
            // Whoever is no member any more is remembered no longer.
            let remembered = judged.remembered.filter { kept.contains($0.key) }
            if !remembered.isEmpty { memory.absences[group] = remembered }
            guard !kept.isEmpty else { continue }
            snapshot.members[group] = members + kept.sorted().map { GroupMember(id: $0) }
            let names = kept.compactMap { ledger.links[$0]?.userName }
            sentences.append(
                "\(Self.counted(kept.count, "member", "members")) of \(snapshot.groups[group]?.name ?? group) \(kept.count == 1 ? "is" : "are") missing from "
                    + "\(file?.name ?? "the export") for the first time (\(Self.some(names))). \(Self.waits(kept.count, interval))")
        }
    }

    private static func file(_ names: [String], in files: [ExportedFile]) -> ExportedFile? {
        names.lazy.compactMap { name in files.first { $0.name == name } }.first
    }

    private static func counted(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }

    private static func some(_ names: [String]) -> String {
        let shown = names.sorted().prefix(5)
        return shown.joined(separator: ", ") + (names.count > shown.count ? " and \(names.count - shown.count) more" : "")
    }

    private static func waits(_ count: Int, _ interval: TimeInterval) -> String {
        "Nothing is done about \(count == 1 ? "this person" : "them") until a second export, at least \(Int((interval / 60).rounded())) minutes newer, agrees."
    }
}
