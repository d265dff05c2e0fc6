/// What is done at a home, of one kind.
///
/// All services of a home work on one serial executor, that of its ``HomeContext``, as if they were one actor. So the short steps of one never come between those of
/// another: what loads, decides and saves without waiting sees the home as it is when it saves. And what a home in a database makes wait, waits on threads that may, not
/// on those of the common pool. A call from one service to another does not leave the executor; while a service waits for a server, the others go on.
protocol HomeService: Actor {
    nonisolated var context: HomeContext { get }
}

extension HomeService {
    package nonisolated var unownedExecutor: UnownedSerialExecutor { context.executor.serial }
}
