import Foundation
import Provisioning
import Sandbox
import Sync
import Testing
import Wording

@Suite("What a change would lead to, for console and commands alike", .serialized, .timeLimit(.minutes(5)))
struct ConsequencesTests {
    @Test("A limit that is lifted is said, also when nothing else changes and when the directory cannot be asked")
    func lifted() async throws {
        let home = try await SandboxHome(users: 20)
        _ = try await home.workspace.runs.sync()
        var edited = try await home.workspace.setup.configuration()
        #expect(try await home.workspace.runs.consequences(of: edited) == nil)
        edited.safeguards.limits[.suspend] = nil
        let sentence = "Nothing to suspend would be held any more, no matter how many."
        #expect(try await home.workspace.runs.consequences(of: edited)?.words == "\(sentence) Nothing that is held now would go through.")
        await home.server.stop()
        let blind = try await home.workspace.runs.consequences(of: edited)?.words
        #expect(blind?.hasPrefix("\(sentence) What this would change cannot be predicted now:") == true, "\(blind ?? "")")
    }
}
