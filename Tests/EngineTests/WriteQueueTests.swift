import Provisioning
import Testing

@testable import Engine

@Suite("Which action may start beside those under way", .timeLimit(.minutes(5)))
struct WriteQueueTests {
    static func entry(_ kind: ActionKind, _ person: String, from: String? = nil, to: String? = nil) -> PlanEntry {
        PlanEntry(
            PersonReference(id: person, name: person, email: "\(person)@corp.example"), kind: kind, before: from.map { ["userName": $0] } ?? [:],
            after: to.map { ["userName": $0] } ?? [:], reason: .attributesChanged([]))
    }

    /// Takes what may start; nothing ends meanwhile.
    static func takeAll(_ queue: inout WriteQueue) -> [WriteQueue.Item] {
        var items: [WriteQueue.Item] = []
        while queue.canTake, let item = queue.take() { items.append(item) }
        return items
    }

    @Test("All of one kind start together, and the next kind waits until they have ended")
    func kinds() {
        var queue = WriteQueue([Self.entry(.suspend, "a"), Self.entry(.suspend, "b"), Self.entry(.delete, "c"), Self.entry(.create, "d")])
        let first = Self.takeAll(&queue)
        #expect(first.map(\.entry.personID) == ["a", "b"])
        queue.ended(first[0])
        #expect(!queue.canTake)
        #expect(queue.waiting.map(\.kind) == [.suspend, .delete, .create] && queue.waiting.map(\.count) == [0, 1, 1])
        queue.ended(first[1])
        let second = Self.takeAll(&queue)
        #expect(second.map(\.entry.personID) == ["c"])
        #expect(queue.waiting.map(\.kind) == [.delete, .create], "what is under way is of the first kind that is named")
        queue.ended(second[0])
        let third = Self.takeAll(&queue)
        #expect(third.map(\.entry.personID) == ["d"])
        #expect(!queue.isDone)
        queue.ended(third[0])
        #expect(queue.isDone)
    }

    @Test("A name is not taken while the one who gives it up is under way, in whatever case it is written")
    func names() {
        var queue = WriteQueue([
            Self.entry(.rename, "a", from: "Ann@corp.example", to: "ann.b@corp.example"),
            Self.entry(.rename, "b", from: "old@corp.example", to: "ann@corp.example"),
        ])
        let first = Self.takeAll(&queue)
        #expect(first.map(\.entry.personID) == ["a"])
        queue.ended(first[0])
        #expect(Self.takeAll(&queue).map(\.entry.personID) == ["b"])
    }

    @Test("What the app asked to wait for goes again before what comes later, three times at most")
    func again() {
        var queue = WriteQueue([Self.entry(.create, "a"), Self.entry(.create, "b")])
        let item = Self.takeAll(&queue)[0]
        for _ in 1...WriteQueue.maximumThrottles {
            let goesAgain = queue.goesAgain(item)
            #expect(goesAgain)
            #expect(queue.left == 2)
            #expect(Self.takeAll(&queue) == [item])
        }
        let goesOnceMore = queue.goesAgain(item)
        #expect(!goesOnceMore)
    }

    @Test("A blocked kind is left out and counted; other kinds go on")
    func blocked() {
        var queue = WriteQueue([Self.entry(.create, "a"), Self.entry(.create, "b"), Self.entry(.update, "c")])
        let items = Self.takeAll(&queue)
        let goesAgain = queue.goesAgain(items[1])
        #expect(goesAgain)
        queue.ended(items[0])
        queue.block(.create)
        #expect(queue.leftOut == 1)
        #expect(Self.takeAll(&queue).map(\.entry.personID) == ["c"])
    }
}
