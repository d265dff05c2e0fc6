import Foundation
import Testing

@Suite("The layout of config.json as the program tells it", .timeLimit(.minutes(5)))
struct SchemaJourneyTests {
    @Test("config schema prints a JSON Schema, and needs no home")
    func schema() async throws {
        let result = try await Program.run(Program.autoprovision, ["config", "schema"])
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        #expect(result.exitCode == 0 && result.errors.isEmpty)
        #expect(object?["$id"] as? String == "autoprovision-config-2")
        #expect((object?["properties"] as? [String: Any])?["autoprovisioning"] != nil)
    }

    @Test("Every option of setup that the table names is one")
    func options() async throws {
        let table = try await Program.run(Program.autoprovision, ["config", "schema", "--markdown"]).output
        let help = try await Program.run(Program.autoprovision, ["setup", "--help"]).output
        let options = Set(table.matches(of: #/`(--[a-z-]+)`/#).map { String($0.1) })
        #expect(options.count > 30)
        let known = Set(help.matches(of: #/--[a-z-]+/#).map { String($0.0) })
        #expect(options.subtracting(known).isEmpty)
    }

    @Test("People on secondary domains and nested members are options of setup, and what is no rule is refused with those that there are")
    func scope() async throws {
        let folder = try TemporaryFolder()
        let home = ["--home", folder.path, "--json"]
        let saved = try await Program.run(
            Program.autoprovision, ["setup", "--secondary-domains", "excluded", "--no-nested-members"] + home)
        #expect(saved.exitCode == 0, "\(saved.errors)")
        #expect(saved.output.contains("\"secondaryDomains\" : \"excluded\"") && saved.output.contains("\"includesNestedMembers\" : false"))
        let refused = try await Program.run(Program.autoprovision, ["setup", "--secondary-domains", "never"] + home)
        #expect(refused.exitCode == 2 && refused.errors.contains("excludedWithGroups, excluded"))
    }
}
