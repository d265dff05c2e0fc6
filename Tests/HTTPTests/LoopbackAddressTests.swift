import Testing

@testable import HTTP

@Suite("Which hosts are this machine itself", .timeLimit(.minutes(1)))
struct LoopbackAddressTests {
    @Test(
        "Loopback in every spelling, and nothing else",
        arguments: [
            ("127.0.0.1", true), ("127.255.3.4", true), ("127.1", true), ("2130706433", true), ("0x7f000001", true), ("localhost", true),
            ("LOCALHOST", true), ("localhost.", true), ("app.localhost", true), ("::1", true), ("[::1]", true), ("0:0:0:0:0:0:0:1", true),
            ("::ffff:127.0.0.1", true), ("128.0.0.1", false), ("10.0.0.1", false), ("::2", false), ("::", false), ("0.0.0.0", false),
            ("localhost.example.com", false), ("notlocalhost", false), ("127.0.0.1.example.com", false), ("::ffff:10.0.0.1", false), ("", false),
        ])
    func contains(host: String, isLoopback: Bool) { #expect(LoopbackAddress.contains(host) == isLoopback) }
}
