import Terminal
import Testing

@Suite("Keyboard protocols that another program left on", .timeLimit(.minutes(1)))
struct KeyboardProtocolTests {
    @Test(
        "a key is that key, however it is told",
        arguments: [
            // kitty, fixterms
            ("\u{1B}[27u", [Key.escape]), ("\u{1B}[13u", [.enter]), ("\u{1B}[9u", [.tab]), ("\u{1B}[9;2u", [.backTab]), ("\u{1B}[127u", [.backspace]),
            ("\u{1B}[97u", [.character("a")]), ("\u{1B}[97;2u", [.character("A")]), ("\u{1B}[97:65;2u", [.character("A")]),
            ("\u{1B}[97;65u", [.character("A")]), ("\u{1B}[97;1;97u", [.character("a")]), ("\u{1B}[228u", [.character("ä")]),
            ("\u{1B}[32u", [.character(" ")]),
            ("\u{1B}[47;2u", [.character("?")]), ("\u{1B}[59:58;2u", [.character(":")]), ("\u{1B}[33;2u", [.character("!")]),
            ("\u{1B}[99;5u", [.control("c")]), ("\u{1B}[122;5u", [.control("z")]), ("\u{1B}[67;6u", [.control("c")]),
            ("\u{1B}[1089::99;5u", [.control("c")]), ("\u{1B}[109;5u", [.enter]), ("\u{1B}[91;5u", [.escape]), ("\u{1B}[104;5u", [.backspace]),
            ("\u{1B}[99;69u", [.control("c")]), ("\u{1B}[97;129u", [.character("a")]), ("\u{1B}[13;129u", [.enter]),
            ("\u{1B}[127;3u", [.deleteWordLeft]), ("\u{1B}[98;3u", [.alt("b")]), ("\u{1B}[113;3u", [.escape, .character("q")]),
            ("\u{1B}[57352u", [.up]), ("\u{1B}[57417;5u", [.wordLeft]), ("\u{1B}[57414u", [.enter]), ("\u{1B}[57407u", [.character("8")]),
            ("\u{1B}[57364u", [.function(1)]), ("\u{1B}[1;1:1A", [.up]), ("\u{1B}[1;1:2B", [.down]), ("\u{1B}[3;1:1~", [.delete]),
            ("\u{1B}[27;1:1u", [.escape]), ("\u{1B}[13;1:2u", [.enter]),
            // modifyOtherKeys
            ("\u{1B}[27;1;27~", [.escape]), ("\u{1B}[27;5;99~", [.control("c")]), ("\u{1B}[27;2;65~", [.character("A")]),
            ("\u{1B}[27;2;13~", [.enter]),
            ("\u{1B}[27;2;33~", [.character("!")]), ("\u{1B}[27;3;127~", [.deleteWordLeft]), ("\u{1B}[27;2;9~", [.backTab]),
            // win32-input-mode
            ("\u{1B}[65;30;97;1;0;1_", [.character("a")]), ("\u{1B}[65;30;65;1;16;1_", [.character("A")]), ("\u{1B}[13;28;13;1;0;1_", [.enter]),
            ("\u{1B}[27;1;27;1;0;1_", [.escape]), ("\u{1B}[67;46;3;1;8;1_", [.control("c")]), ("\u{1B}[38;72;0;1;256;1_", [.up]),
            ("\u{1B}[37;75;0;1;264;1_", [.wordLeft]), ("\u{1B}[8;14;8;1;0;1_", [.backspace]), ("\u{1B}[81;16;64;1;9;1_", [.character("@")]),
            ("\u{1B}[112;59;0;1;0;1_", [.function(1)]), ("\u{1B}[9;15;9;1;16;1_", [.backTab]),
        ])
    func key(bytes: String, keys: [Key]) {
        var decoder = KeyDecoder()
        #expect(decoder.feed(bytes.utf8) == keys.map { .key($0) })
        var slow = KeyDecoder()
        var events: [TerminalEvent] = []
        for byte in bytes.utf8 { events += slow.feed([byte]) }
        #expect(events == keys.map { .key($0) })
    }

    @Test(
        "to let a key go is no press; neither is a modifier by itself, nor a key of the desktop",
        arguments: [
            "\u{1B}[97;1:3u", "\u{1B}[13;1:3u", "\u{1B}[99;5:3u", "\u{1B}[1;1:3A", "\u{1B}[3;1:3~", "\u{1B}[57441;2u", "\u{1B}[57441;1:3u",
            "\u{1B}[57358u",
            "\u{1B}[113;9u", "\u{1B}[65;30;97;0;0;1_", "\u{1B}[16;42;0;1;16;1_", "\u{1B}[13;28;13;0;0;1_", "\u{1B}[?1u", "\u{1B}[u", "\u{1B}[0u",
            "\u{1B}[_",
            "\u{1B}[1114112u", "\u{1B}[99999999999u", "\u{1B}[27;5;9999999~", "\u{1B}[55296u",
        ])
    func nothing(bytes: String) {
        var decoder = KeyDecoder()
        #expect(decoder.feed((bytes + "x").utf8) == [.key(.character("x"))])
    }

    @Test(
        "keys that edit by words",
        arguments: [
            ("\u{1B}[1;3D", Key.wordLeft), ("\u{1B}[1;5D", .wordLeft), ("\u{1B}[1;3C", .wordRight), ("\u{1B}[1;5C", .wordRight),
            ("\u{1B}\u{1B}[D", .wordLeft),
            ("\u{1B}\u{1B}OC", .wordRight), ("\u{1B}Od", .wordLeft), ("\u{1B}b", .alt("b")), ("\u{1B}f", .alt("f")), ("\u{1B}d", .alt("d")),
            ("\u{1B}\u{7F}", .deleteWordLeft), ("\u{1B}\u{8}", .deleteWordLeft), ("\u{1B}[3;3~", .deleteWordRight), ("\u{1B}[3;5~", .deleteWordRight),
            ("\u{1B}[3^", .deleteWordRight),
        ])
    func words(bytes: String, key: Key) {
        var decoder = KeyDecoder()
        #expect(decoder.feed(bytes.utf8) == [.key(key)])
    }

    @Test(
        "where no text is edited they mean what they always did",
        arguments: [
            (Key.wordLeft, [Key.left]), (.wordRight, [.right]), (.deleteWordLeft, [.backspace]), (.deleteWordRight, [.delete]),
            (.alt("b"), [.escape, .character("b")]), (.up, [.up]),
        ])
    func plain(key: Key, meaning: [Key]) {
        #expect(key.withoutWords == meaning)
    }
}
