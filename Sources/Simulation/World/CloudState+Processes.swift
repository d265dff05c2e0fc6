import Foundation

/// Who acts in a world: one process after the other, or several machines.
extension CloudState {
    /// A process begins to act. Answers its number.
    mutating func beginProcess() -> Int {
        processes += 1
        letAct(processes)
        return processes
    }

    /// A process acts from now on, which knows nothing of what others were told.
    mutating func letAct(_ number: Int) {
        overtaken.remove(number)
        guard process != number else { return }
        process = number
        groupsSeen = []
        told.begin()
    }

    /// A process asks something.
    mutating func noteAsker(_ number: Int, at moment: Date) { asked[number] = (asked[number]?.first ?? moment, moment) }

    /// Whether a process of another machine spent from the same budget within the app's window, and after the one that acts had begun to ask. The one that acts may know
    /// the limit from an earlier run and send several requests at once, before any answer tells what the other one has left of it. A process that begins later is told
    /// that by its first answer, and waits for it.
    func anotherMachineSpends(at moment: Date) -> Bool {
        guard let first = asked[process]?.first else { return false }
        return asked.contains { $0.key != process && $0.value.last > first && moment.timeIntervalSince($0.value.last) < Self.window }
    }

    /// The process that acts dies.
    mutating func endProcess() { process = 0 }

    /// A process tries to run beside the one that acts. That it was overtaken once is over.
    mutating func expectRival(_ number: Int) {
        overtaken.remove(number)
        rival = number
    }

    /// The first request of a process that tried to run beside the one that acts: it leads now. Answers whether that is so.
    mutating func takesOver(_ number: Int, at moment: Date) -> Bool {
        guard rival == number else { return false }
        let (leftOut, isReleased, old) = (run.leftOut, run.isReleased, process)
        rival = nil
        tally.takeovers += 1
        letAct(number)
        if old != 0 { overtaken.insert(old) }
        run = RunWatch(start: moment)
        (run.leftOut, run.isReleased) = (leftOut, isReleased)
        return true
    }
}
