import Terminal

/// SplitMix64: the same numbers for the same seed, on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Pieces of text that break naive terminal programs.
let difficultPieces = [
    "a", "B", " ", "Ü", "e\u{301}", "\u{301}", "日", "本語", "👨‍👩‍👧‍👦", "👍🏽", "🇩🇪", "🇩", "1\u{FE0F}\u{20E3}", "❤\u{FE0F}", "שלום", "مرحبا", "क्षि", "नि",
    "\u{1B}[31m", "\u{9B}2J", "\u{7}", "\u{0}", "\r\n", "\t", "\u{202E}", "\u{2066}", "\u{200B}", "\u{200D}", "\u{FEFF}", "\u{FE0F}", "\u{10FFFF}",
    "\u{E000}", "\u{2028}", "가", "\u{1112}\u{1161}\u{11AB}", "Z̷̧̢̛͎̘̈́͑̕a", "ﷺ", "\u{AD}", "\u{115F}", "\u{E0041}", "…", "\u{300}\u{301}",
]

extension SeededGenerator {
    mutating func text(pieces: Int) -> String {
        (0..<pieces).map { _ in difficultPieces.randomElement(using: &self) ?? "" }.joined()
    }
}
