/// How long a terminal may take for the rest of a key that begins with Escape.
enum EscapeDelay {
    /// The most that anybody is made to wait for a single Escape.
    private static let longest = 5_000

    /// 25 ms at a terminal of this machine, 100 ms over SSH, or what `ESCDELAY` says in milliseconds (ncurses(3X), "ESCDELAY").
    static func time(_ environment: [String: String]) -> Duration {
        if let wanted = environment["ESCDELAY"].flatMap({ Int($0) }), wanted >= 0 { return .milliseconds(min(wanted, longest)) }
        let isRemote = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"].contains { !(environment[$0] ?? "").isEmpty }
        return .milliseconds(isRemote ? 100 : 25)
    }
}
