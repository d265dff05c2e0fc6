/// Which descriptions of terminals (terminfo) may stand in for one that this machine does not have.
enum TerminalType {
    /// Names for what cannot place text, or for no terminal in particular.
    static let withoutCursor: Set<String> = [
        "dumb", "unknown", "network", "dialup", "switch", "patch", "ethernet", "plugboard", "lpr", "printer", "emacs",
    ]

    /// The names to try, the nearest first: the name itself; the same without its last part, with many colours if there is such a one; then what nearly every terminal of
    /// today takes.
    static func candidates(for name: String) -> [String] {
        let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.+_")
        // A name that no description can have.
        guard name.allSatisfy(letters.contains), name.count <= 100 else { return [name] }
        var names = [name]
        var rest = name[...]
        while let cut = rest.lastIndex(where: { "-.+".contains($0) }), cut > rest.startIndex {
            rest = rest[..<cut]
            names += ["\(rest)-256color", String(rest)]
        }
        if rest == "tmux" { names += ["screen-256color", "screen"] }
        // The terminals of DEC have no colours, and take sequences for colours for something else.
        if rest.hasPrefix("vt"), rest.dropFirst(2).first?.isNumber == true { names += ["vt220", "vt102", "vt100"] }
        names += ["xterm-256color", "xterm", "vt100", "ansi"]
        return names.enumerated().filter { names[..<$0.offset].contains($0.element) == false }.map(\.element)
    }

    /// What the person is told when another description is used.
    static func notice(wanted: String, used: String) -> String {
        "This machine does not know the terminal type \"\(DisplayText.truncated(wanted, columns: 40))\" (TERM); \"\(used)\" is used instead. "
            + "If the screen looks wrong, install the package ncurses-term."
    }
}
