import Testing

@testable import FileHome

@Suite("Who works here, for the log", .timeLimit(.minutes(1)))
struct ActorNameTests {
    @Test(
        "The user who signed in and the one as whom the program runs, both by name; SUDO_USER alone is believed by nobody",
        arguments: [
            ("alice", "alice", nil, "alice"), ("root", "alice", nil, "alice as root"), ("root", "alice", "alice", "alice as root"),
            // Somebody who sets SUDO_USER by hand.
            ("alice", "alice", "bob", "alice"), ("root", "alice", "bob", "alice as root"), ("alice", nil, "bob", "alice on behalf of bob"),
            // A container, where the kernel knows of no sign-in.
            ("root", nil, "alice", "root on behalf of alice"), ("root", nil, nil, "root"), ("root", nil, "root", "root"),
            ("root", nil, "", "root"),
            ("autoprovision", "root", nil, "root as autoprovision"), ("root", nil, "a\nb\u{1B}[31m", "root on behalf of ab[31m"),
        ] as [(String, String?, String?, String)])
    func name(effective: String, login: String?, sudo: String?, name: String) {
        #expect(ActorName.of(effective: effective, login: login, sudo: sudo) == name)
    }

    @Test("The kernel's file", arguments: [("4294967295", nil), ("0", "root"), ("0\n", "root"), ("", nil), ("-1", nil)] as [(String, String?)])
    func loginName(text: String, name: String?) { #expect(ActorName.loginName(text) == name) }
}
