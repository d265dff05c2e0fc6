import Foundation
import Provisioning
import Wording

/// Where data come from that the directory and the app could not be asked for, for machines.
struct MemoryReport: Encodable {
    struct Obstacle: Encodable {
        let code: String
        let whom: String
        let reason: String
    }

    /// "run" or "preview".
    let origin: String
    /// The run's number.
    let run: Int64?
    let leftOut: Int
    let couldNotAsk: Obstacle

    init(_ memory: PlanMemory) {
        origin = memory.origin.word
        run = if case .run(let id) = memory.origin { id } else { nil }
        leftOut = memory.leftOut
        couldNotAsk = Obstacle(code: memory.obstacle.code, whom: memory.obstacle.whom, reason: memory.obstacle.reason)
    }
}

/// A value for machines with the moment that it is from, and why it is not from now. Without a memory it is the value alone.
struct Remembered<Value: Encodable>: Encodable {
    private enum CodingKeys: String, CodingKey {
        case asOf, memory
    }

    private let value: Value
    private let memory: PlanMemory?

    init(_ value: Value, _ memory: PlanMemory?) {
        self.value = value
        self.memory = memory
    }

    func encode(to encoder: any Encoder) throws {
        try value.encode(to: encoder)
        guard let memory else { return }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(memory.planned, forKey: .asOf)
        try container.encode(MemoryReport(memory), forKey: .memory)
    }
}
