/// Which reads are under way, so that one that is asked for again and again is done once more after its end, and not once for each time.
///
/// The end comes before the next beginning: what changed after the first one began is in the second.
struct ReadsUnderWay {
    private var reads: [(task: any ConsoleTask, isAskedAgain: Bool)] = []

    /// Asks for a task; answers whether it begins now.
    mutating func ask<Read: ConsoleTask>(for task: Read) -> Bool {
        guard Read.isReading else { return true }
        if let place = place(of: task) {
            reads[place].isAskedAgain = true
            return false
        }
        // The one that is given up for a newer one answers nothing, so nothing may wait for its end.
        if Read.isReplaced { reads.removeAll { $0.task is Read } }
        reads.append((task, false))
        return true
    }

    /// Takes the end of a task; answers whether it was asked for again meanwhile.
    mutating func end(_ task: some ConsoleTask) -> Bool {
        place(of: task).map { reads.remove(at: $0).isAskedAgain } ?? false
    }

    private func place<Read: ConsoleTask>(of task: Read) -> Int? { reads.firstIndex { $0.task as? Read == task } }
}
