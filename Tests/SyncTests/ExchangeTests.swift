import Provisioning
import Sandbox
import Sync
import Testing

@Suite("People who exchange their addresses", .serialized, .timeLimit(.minutes(5)))
struct ExchangeTests {
    @Test("Everybody keeps the account, under the new address; nothing fails, and the next run has nothing to do", arguments: [2, 3])
    func exchange(count: Int) async throws {
        let home = try await SandboxHome()
        try await home.workspace.setup.update { $0.safeguards = Safeguards(limits: [:]) }
        _ = try await home.workspace.runs.sync()
        let before = try await home.accounts()
        let people = Array(
            before.filter { account in account.active && account.externalID?.allSatisfy(\.isNumber) == true && !account.userName.contains("admin") }
                .prefix(count))
        try #require(people.count == count)
        // In the directory, too, a name has to be free before somebody can have it.
        let addresses = people.map(\.userName)
        for person in people {
            try await home.control("people/\(person.externalID ?? "")/rename", ["primaryEmail": "between.\(person.userName)"])
            // Google keeps the old address as an alias; until that is gone, nobody else can have it.
            try await home.control("people/\(person.externalID ?? "")/removeAliases")
        }
        for (index, person) in people.enumerated() {
            try await home.control("people/\(person.externalID ?? "")/rename", ["primaryEmail": addresses[(index + 1) % count]])
        }
        let record = try await home.workspace.runs.sync()
        #expect(record.failures == 0)
        #expect(record.counts == [.rename: count + 1])
        let after = try await home.accounts()
        #expect(after.map(\.id) == before.map(\.id))
        for (index, person) in people.enumerated() {
            let account = after.first { $0.id == person.id }
            #expect(account?.userName == addresses[(index + 1) % count])
            #expect(account?.externalID == person.externalID)
        }
        #expect(try await home.workspace.runs.sync().counts.isEmpty)
        #expect(try await home.writes().keys.allSatisfy { !$0.hasSuffix("409") })
        await home.server.stop()
    }
}
