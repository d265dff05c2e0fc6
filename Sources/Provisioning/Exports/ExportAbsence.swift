package import Foundation

/// When absence from an exported file counts: a file may have been cut, so a second, later one has to agree.
package enum ExportAbsence {
    /// Judges who is missing from one list.
    ///
    /// - Parameters:
    ///   - missing: who is expected there and is not.
    ///   - remembered: the modification time of the file in which they were first missing, by person.
    ///   - modified: the modification time of the file that was read.
    ///   - interval: so many seconds the second file has to be later than the first: one run interval.
    /// - Returns: those whose absence a second file confirmed, and what is to be remembered from now on. Whoever is back is forgotten.
    package static func judge(
        _ missing: Set<String>, remembered: [String: Date], modified: Date, interval: TimeInterval
    ) -> (confirmed: Set<String>, remembered: [String: Date]) {
        var (confirmed, kept): (Set<String>, [String: Date]) = ([], [:])
        for person in missing {
            let first = remembered[person] ?? modified
            kept[person] = first
            // A file with the same time is the same file, and an earlier one is an older export that was put back.
            if modified > first, modified.timeIntervalSince(first) >= interval { confirmed.insert(person) }
        }
        // Once confirmed, the absence stays so as long as nobody is back, also when the second file is read again.
        return (confirmed, kept)
    }
}
