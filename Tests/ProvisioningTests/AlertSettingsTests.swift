import Foundation
import Testing

@testable import Provisioning

@Suite("Settings of alerts", .timeLimit(.minutes(1)))
struct AlertSettingsTests {
    static func settings(_ json: String) throws -> AlertSettings { try JSONDecoder().decode(AlertSettings.self, from: Data(json.utf8)) }

    @Test(
        "What cannot be right is named with its place and what would be valid",
        arguments: [
            (#"{"conditions":[{"id":"onFire"}]}"#, "alerts.conditions[0].id", "there is no condition \"onFire\"; there are reauthorization, "),
            (#"{"conditions":[{"id":"held"},{"id":"held","on":false}]}"#, "alerts.conditions[1].id", "stands twice"),
            (#"{"conditions":[{"id":"clock","threshold":3}]}"#, "alerts.conditions[0].threshold", "has no threshold"),
            (#"{"conditions":[{"id":"noSuccess","threshold":0}]}"#, "alerts.conditions[0].threshold", "write 1 to 8760 (hours)"),
            (
                #"{"conditions":[{"id":"held","ways":["pigeon"]}]}"#, "alerts.conditions[0].ways",
                "there is no way \"pigeon\"; there are mail, webhook, command."
            ),
            (#"{"repeatHours":-1}"#, "alerts.repeatHours", "write 0"),
            (#"{"command":["page"]}"#, "alerts.command", "not an absolute path"),
            (#"{"mail":{"to":[]}}"#, "alerts.mail.to", "nobody is named"),
            (#"{"mail":{"to":["it"]}}"#, "alerts.mail.to[0]", "not a whole address"),
            (#"{"mail":{"to":["a@b.example\r\nBcc: c@d.example"]}}"#, "alerts.mail.to[0]", "not a whole address"),
            (#"{"mail":{"to":["-oQ/tmp@b.example"]}}"#, "alerts.mail.to[0]", "not a whole address"),
            (#"{"mail":{"to":["a@b.example"],"port":25}}"#, "alerts.mail.port", "belongs to an SMTP server"),
            (#"{"mail":{"to":["a@b.example"],"server":"smtp.example","port":0}}"#, "alerts.mail.port", "write 1 to 65535"),
            (#"{"mail":{"to":["a@b.example"],"server":"smtp.example","security":"none","user":"x"}}"#, "alerts.mail.security", "in the clear"),
            (#"{"mail":{"to":["a@b.example"],"server":"smtp.example/x"}}"#, "alerts.mail.server", "not the name of a server"),
            (#"{"webhook":{"form":"slack","host":""}}"#, "alerts.webhook.host", "it is no host"),
        ])
    func problems(json: String, path: String, words: String) throws {
        let problems = try Self.settings(json).problems
        #expect(problems.first?.path == path)
        #expect(problems.first?.message.contains(words) == true, "\(problems)")
    }

    @Test("Settings that are right have no problem, and are written as they were read")
    func roundTrip() throws {
        let text = """
            {"command":["/usr/bin/page","--team","it"],"conditions":[{"id":"held","threshold":5,"ways":["mail"]},{"id":"disk","on":false}],
            "mail":{"to":["it@corp.example"],"server":"smtp.corp.example","security":"tls","user":"robot"},"pings":true,"repeatHours":0,
            "webhook":{"form":"teams","host":"example.webhook.office.com"}}
            """
        let settings = try Self.settings(text)
        #expect(settings.problems.isEmpty)
        #expect(settings.ways == [.mail, .webhook, .command])
        #expect(try JSONDecoder().decode(AlertSettings.self, from: JSONEncoder().encode(settings)) == settings)
        var configuration = Configuration()
        configuration.alerts = settings
        #expect(try Configuration(jsonText: configuration.jsonText()) == configuration)
    }

    @Test("A configuration that chose nothing about alerts is written without them")
    func absent() throws { #expect(try !Configuration().jsonText().contains("alerts")) }

    @Test("The history names each setting of alerts in words")
    func history() throws {
        let before = Configuration()
        var after = before
        after.alerts = try Self.settings(#"{"mail":{"to":["it@corp.example"]},"conditions":[{"id":"held","threshold":5}],"pings":true}"#)
        #expect(
            before.changes(to: after).map(\.words) == [
                "alert about held set to id: held, threshold: 5", "alerts by mail to set to it@corp.example", "ping after each good run set to yes",
            ])
    }

    @Test(
        "An address is one that mail can go to, and nothing that begins something else",
        arguments: [
            ("it@corp.example", true), ("o'brien+x@corp.example", true), ("a@b@c", false), ("a b@c.example", false), ("a@", false), ("@b", false),
            ("a@b>,<c", false), ("a\n@b.example", false), ("\u{E9}@b.example", false),
        ])
    func addresses(text: String, isAddress: Bool) { #expect(MailSettings.isAddress(text) == isAddress) }
}
