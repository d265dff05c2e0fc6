import Terminal

/// What lasts until somebody acts on it. It stands where the status line is otherwise, so the page stays where it is.
extension ConsoleState {
    /// What is wrong and the way out, on every page that does not say it itself.
    var banner: Banner? {
        trouble.map {
            Banner(model.completing($0.message), shorter: $0.shorter.map { model.completing($0) }, whole: $0.whole, role: $0.role)
        }
    }

    private var trouble: Banner? {
        guard !page.saysTrouble(model) else { return nil }
        if let failure = model.statusFailure { return failed(failure, role: .danger) }
        guard !page.isAboutAuthorization else { return nil }
        if model.revocation != nil { return revocationBanner }
        if let banner = resumptionBanner { return banner }
        return model.runFailure.map { failed($0) }
    }

    /// Why nothing is written, and the way to authorize again. Where letters are typed, R is one of them.
    private var revocationBanner: Banner {
        let reason = model.revocation ?? ""
        guard page.isTyping else {
            let way = "Press R to reauthorize; until then nothing is written."
            return Banner(
                "\(reason) \(way)", shorter: ["Not authorized. \(way)", "Not authorized. Press R to reauthorize.", "Press R to reauthorize."],
                whole: helpHint)
        }
        let (way, short) =
            model.isPlain
            ? (":authorization leads there", ":authorization leads there.")
            : ("Ctrl-P leads to Authorization", "Ctrl-P leads to Authorization.")
        return Banner(
            "\(reason) \(way), what you typed here can be saved before; until then nothing is written.",
            shorter: ["Not authorized. What you typed can be saved. \(short)", "Not authorized. \(short)", short], whole: helpHint)
    }

    /// A failure in the words of whatever failed. Its files are known by their names where there is no room for their folders.
    private func failed(_ message: String, role: Role = .banner) -> Banner {
        let words = message.split(separator: " ", omittingEmptySubsequences: false).map { word in
            word.hasPrefix("/") || word.hasPrefix("~/") ? word.split(separator: "/").last ?? word : word
        }
        return Banner(message, shorter: [words.joined(separator: " ")], whole: helpHint, role: role)
    }

    private var helpHint: String { page.isTyping ? "F1 Help has the rest" : "? Help has the rest" }
}
