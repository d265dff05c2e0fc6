extension TerminalScreen {
    /// Puts text into the clipboard of the person's machine: by tmux, where that is between, or by the terminal, if it allows it (OSC 52; xterm, kitty, iTerm2).
    package func copyToClipboard(_ text: String) {
        let environment = options.environment
        guard environment["TMUX"] != nil else { return writeCopy(text) }
        Task { [weak self] in
            if await !TmuxClipboard.load(ControlSequence.clipped(text), environment: environment) { self?.writeCopy(text) }
        }
    }

    private func writeCopy(_ text: String) {
        guard isShown() else { return }
        write(ControlSequence.copy(text, terminalType: terminalType, environment: options.environment))
    }
}
