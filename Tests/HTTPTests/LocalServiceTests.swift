import Testing

@testable import HTTP

@Suite("Which hosts are services of the machine's own host", .timeLimit(.minutes(1)))
struct LocalServiceTests {
    @Test(
        "Link-local addresses and Google's metadata server, and nothing else",
        arguments: [
            ("169.254.169.254", true), ("169.254.0.1", true), ("metadata.google.internal", true), ("METADATA.google.internal.", true),
            ("fe80::1", true),
            ("[fe80::1]", true), ("169.255.0.1", false), ("168.254.0.1", false), ("metadata.google.internal.example.com", false),
            ("google.internal", false),
            ("10.0.0.1", false), ("2001:db8::1", false), ("", false),
        ])
    func contains(host: String, isLocal: Bool) { #expect(LocalService.contains(host) == isLocal) }
}
