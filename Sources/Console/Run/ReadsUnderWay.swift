/// Which reads are under way, so that one that is asked for again and again is done once more after its end, and not once for each time.
///
/// The end comes before the next beginning: what changed after the first one began is in the second.
struct ReadsUnderWay {
    private struct Read {
        let number: Int
        /// The newest of those that were asked for: equal ones may still differ in what they bring along.
        var task: any ConsoleTask
        var isAskedAgain = false
    }

    private var reads: [Read] = []
    private var numbers = 0

    /// Asks for a task. Answers the number under which it begins now; `nil` when an equal one is under way, after which it is done.
    mutating func ask<Asked: ConsoleTask>(for task: Asked) -> Int? {
        numbers += 1
        guard Asked.isReading else { return numbers }
        if let place = reads.firstIndex(where: { $0.task as? Asked == task }) {
            (reads[place].task, reads[place].isAskedAgain) = (task, true)
            return nil
        }
        // The one that is given up for a newer one answers nothing, so nothing may wait for its end.
        if Asked.isReplaced { reads.removeAll { $0.task is Asked } }
        reads.append(Read(number: numbers, task: task))
        return numbers
    }

    /// Takes the end of what began under a number. Answers what was asked for meanwhile and begins now.
    mutating func end(_ number: Int) -> (any ConsoleTask)? {
        guard let place = reads.firstIndex(where: { $0.number == number }) else { return nil }
        let read = reads.remove(at: place)
        return read.isAskedAgain ? read.task : nil
    }
}
