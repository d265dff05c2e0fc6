/// Works something out beside the actor that asks for it: with many people it takes a while, and the actor has others to answer meanwhile.
@concurrent
func workedOut<Value: Sendable>(_ work: @Sendable () -> Value) async -> Value { work() }
