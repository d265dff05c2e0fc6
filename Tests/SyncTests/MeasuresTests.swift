import Foundation
import Provisioning
import Sandbox
import Testing

@testable import Sync

@Suite("Measures", .timeLimit(.minutes(5)))
struct MeasuresTests {
    @Test("What waits is counted without those whom the newest plan leaves alone, from the very plan that changes it")
    func leftAlone() async throws {
        let home = try await SandboxHome()
        try await home.workspace.setup.update { $0.autoprovisioning.deprovisioning = DeprovisioningPolicy(suspended: .init(suspend: .after7Days)) }
        _ = try await home.workspace.runs.sync()
        #expect(try await home.workspace.checks.measures().pending.isEmpty)
        let id = try await home.personID("zoe.kowalczyk@corp.example")
        try await home.control("people/\(id)/suspend")
        _ = try await home.workspace.runs.sync()
        for _ in 1...2 { #expect(try await home.workspace.checks.measures().pending.count == 1) }
        try await home.control("people/\(id)/archive")
        _ = try await home.workspace.runs.sync()
        let kept = try #require(home.workspace.context.leftAlone.current)
        for _ in 1...2 { #expect(try await home.workspace.checks.measures().pending.isEmpty) }
        #expect(home.workspace.context.leftAlone.current?.people == [id] && kept.people.isEmpty)
        try await home.control("people/\(id)/unarchive")
        _ = try await home.workspace.runs.sync()
        #expect(try await home.workspace.checks.measures().pending.count == 1)
        await home.server.stop()
    }
}
