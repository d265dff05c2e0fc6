import Provisioning
import Wording

/// Says that what a command shows is not from now.
enum MemoryNote {
    static func show(_ memory: PlanMemory?, _ options: HomeOptions) {
        if let memory { Output.note(options.completing(memory.sentence)) }
    }
}

extension PlanMemory {
    /// How a command ends that could only look at what is remembered: as it would have ended without a memory.
    var outcome: CommandOutcome {
        ["reauthorization-needed", "not-authorized", "authorization-failed"].contains(obstacle.code) ? .reauthorizationNeeded : .unreachable
    }
}
