import Terminal

/// Something that is done away from the event loop, with an answer.
///
/// A page makes its own tasks and asks for them with ``ConsoleEffect/task(_:)``. The answer comes back as an event that carries the task, so that a page knows
/// it by its type, or by its value where several can be on their way: ``ConsoleEvent/answer(of:)`` and ``ConsoleEvent/answer(to:)``.
protocol ConsoleTask: Sendable, Equatable {
    associatedtype Success: Sendable = Void
    typealias Answer = Result<Success, TaskFailure>

    /// Whether only the newest one is worth an answer: the one before is given up.
    static var isReplaced: Bool { get }
    /// Whether it only reads: while one is under way, an equal one waits for its end, however often it is asked for.
    static var isReading: Bool { get }
    /// Whether the person waits for the answer, and can do little meanwhile.
    static var isWaitedFor: Bool { get }
    /// What all pages show while it is under way, when a person asked for it.
    func asked(_ model: inout ConsoleModel)
    /// What all pages show while it is under way, whoever asked for it.
    func begun(_ model: inout ConsoleModel)
    /// Does it.
    func perform(_ services: ConsoleServices) async throws -> Success
    /// What its answer changes for the whole console; after that the pages take it.
    func done(_ success: Success, _ console: inout ConsoleState) -> [ConsoleEffect]
    /// What its failure changes for the whole console: it is said at the bottom of the screen unless the task knows a better place.
    func failed(_ text: String, _ console: inout ConsoleState) -> [ConsoleEffect]
}

extension ConsoleTask {
    static var isReplaced: Bool { false }
    static var isReading: Bool { false }
    static var isWaitedFor: Bool { false }
    func asked(_ model: inout ConsoleModel) {}
    func begun(_ model: inout ConsoleModel) {}
    func done(_ success: Success, _ console: inout ConsoleState) -> [ConsoleEffect] { [] }
    func failed(_ text: String, _ console: inout ConsoleState) -> [ConsoleEffect] {
        console.say(text, .danger)
        return []
    }

    /// Whether the other one does the same.
    fileprivate func isEqual(to other: any ConsoleTask) -> Bool { (other as? Self) == self }
}

/// A task that reads what a page shows. The page itself says why there is nothing.
protocol PageReading: ConsoleTask {}

extension PageReading {
    static var isReading: Bool { true }
    func failed(_ text: String, _ console: inout ConsoleState) -> [ConsoleEffect] { [] }
}

/// A task that reads what all pages share. Why there is nothing stands where it would.
protocol ModelReading: ConsoleTask {
    /// Where what was read is kept.
    var place: WritableKeyPath<ConsoleModel, Loadable<Success>> { get }
}

extension ModelReading {
    static var isReading: Bool { true }

    func done(_ success: Success, _ console: inout ConsoleState) -> [ConsoleEffect] {
        console.model[keyPath: place] = .loaded(success)
        return []
    }

    func failed(_ text: String, _ console: inout ConsoleState) -> [ConsoleEffect] {
        console.model[keyPath: place] = .failed(text)
        return []
    }
}

/// Why a task has failed, in a sentence for the person.
struct TaskFailure: Error, Equatable {
    let text: String
}

/// A task of any kind.
struct AnyTask: Sendable, Equatable {
    let task: any ConsoleTask

    static func == (left: AnyTask, right: AnyTask) -> Bool { left.task.isEqual(to: right.task) }
}

/// What became of a task.
struct TaskAnswer: Sendable {
    /// Which one it was.
    let task: any ConsoleTask
    /// The task's `Answer`.
    private let answer: any Sendable
    private let end: @Sendable (inout ConsoleState) -> [ConsoleEffect]

    init<Task: ConsoleTask>(_ task: Task, _ answer: Task.Answer) {
        self.task = task
        self.answer = answer
        end = { console in
            if Task.isWaitedFor { console.model.isBusy = false }
            return switch answer {
            case .success(let success): task.done(success, &console)
            case .failure(let failure): task.failed(failure.text, &console)
            }
        }
    }

    /// Changes the console as the task wants it.
    func change(_ console: inout ConsoleState) -> [ConsoleEffect] { end(&console) }

    /// The task with its answer, when it is of this kind.
    fileprivate func of<Task: ConsoleTask>(_ kind: Task.Type) -> (task: Task, answer: Task.Answer)? {
        guard let task = task as? Task, let answer = answer as? Task.Answer else { return nil }
        return (task, answer)
    }
}

extension ConsoleEvent {
    /// The answer to a task of this kind; `nil` when this is something else.
    func answer<Task: ConsoleTask>(of kind: Task.Type) -> Task.Answer? {
        ended(kind)?.answer
    }

    /// The answer to exactly this task.
    func answer<Task: ConsoleTask>(to task: Task) -> Task.Answer? {
        guard let ended = ended(Task.self), ended.task == task else { return nil }
        return ended.answer
    }

    /// A task of this kind with its answer.
    func ended<Task: ConsoleTask>(_ kind: Task.Type) -> (task: Task, answer: Task.Answer)? {
        if case .answered(let answer) = self { answer.of(kind) } else { nil }
    }

    /// What a task of this kind has done or found.
    func success<Task: ConsoleTask>(of kind: Task.Type) -> Task.Success? { try? answer(of: kind)?.get() }
}

extension ConsoleEffect {
    /// Begins a task.
    static func task(_ task: some ConsoleTask) -> ConsoleEffect { .begin(AnyTask(task: task)) }
}

extension PageAction {
    /// Begins a task that a person asked for.
    static func task(_ task: some ConsoleTask) -> PageAction { .effect(.task(task)) }
}

extension Loadable {
    /// What came of the task that fetches it.
    init(_ answer: Result<Value, TaskFailure>) {
        switch answer {
        case .success(let value): self = .loaded(value)
        case .failure(let failure): self = .failed(failure.text)
        }
    }
}
