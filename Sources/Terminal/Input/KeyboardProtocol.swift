/// Keys as terminals send them when another program has switched on a keyboard protocol and left it on: `CSI code u` (fixterms; the keyboard protocol of kitty),
/// `CSI 27 ; modifiers ; code ~` (modifyOtherKeys of xterm) and `CSI ... _` (win32-input-mode of Windows consoles).
///
/// This program never asks for any of them; it only must not be deaf to them.
enum KeyboardProtocol {
    /// A key by its code point.
    /// - Parameter fields: `code:shifted:base`, the modifiers, and the text that the key gives; only the first is always there.
    static func codePoint(_ fields: [[Int]], _ modifiers: KeyModifiers) -> EscapeSequences.Meaning {
        guard let code = fields.first?.first, !modifiers.isOfTheDesktop else { return .nothing }
        if let key = functionalKey(code) { return .events([.key(key.edited(modifiers))]) }
        // Keys without a character of their own, such as Shift alone, lie in a private area (kitty: "Functional key definitions").
        guard !(0xE000...0xF8FF).contains(code) else { return .nothing }
        let base = fields[0].count > 2 && fields[0][2] > 0 ? fields[0][2] : code
        switch code {
        case 9: return modifiers.contains(.control) ? .nothing : .events([.key(modifiers.contains(.shift) ? .backTab : .tab)])
        case 13: return .events([.key(.enter)])
        case 27: return .events([.key(.escape)])
        case 8, 127: return .events([.key(Key.backspace.edited(modifiers))])
        case 0..<32: return .nothing
        default: break
        }
        if modifiers.contains(.control) { return control(base) }
        guard let character = text(fields, modifiers) else { return .nothing }
        guard modifiers.contains(.alt) else { return .events([.key(.character(character))]) }
        return .events(altered(character).map { .key($0) })
    }

    /// `CSI virtual-key ; scan-code ; character ; is-down ; modifiers ; count _`.
    static func windows(_ fields: [Int]) -> EscapeSequences.Meaning {
        let isDown = fields.count > 3 && fields[3] == 1
        guard isDown else { return .nothing }
        let state = fields.count > 4 ? fields[4] : 0
        var modifiers = KeyModifiers()
        if state & 0b0001_0000 != 0 { modifiers.insert(.shift) }
        if state & 0b0000_0011 != 0 { modifiers.insert(.alt) }
        if state & 0b0000_1100 != 0 { modifiers.insert(.control) }
        if let key = windowsKey(fields[0]) { return .events([.key(key.edited(modifiers))]) }
        let character = fields[2]
        // A control character says by itself that Ctrl is held; AltGr is Ctrl and Alt at once, and gives a character.
        if (1...26).contains(character), modifiers.contains(.control), ![8, 9, 13].contains(character) { return control(character + 0x60) }
        if character >= 0x20 { modifiers.subtract(modifiers.isSuperset(of: [.control, .alt]) ? [.control, .alt] : .control) }
        return character == 0 ? .nothing : codePoint([[character]], modifiers.subtracting(character >= 0x20 ? .shift : []))
    }

    /// Ctrl with a key, as every other terminal says it.
    private static func control(_ code: Int) -> EscapeSequences.Meaning {
        guard let scalar = Unicode.Scalar(UInt32(code)), scalar.isASCII else { return .nothing }
        return switch Character(scalar.properties.lowercaseMapping) {
        case "h": .events([.key(.backspace)])
        case "i": .events([.key(.tab)])
        case "j", "m": .events([.key(.enter)])
        case "[": .events([.key(.escape)])
        case " ", "2": .events([.key(.control("@"))])
        case "/", "7": .events([.key(.control("_"))])
        case let letter where ("a"..."z").contains(letter) || "@\\]^_".contains(letter): .events([.key(.control(letter))])
        default: .nothing
        }
    }

    /// The character that a key gives: the text it came with, the shifted character, or what Shift makes of the one on the key.
    private static func text(_ fields: [[Int]], _ modifiers: KeyModifiers) -> Character? {
        func character(_ code: Int) -> Character? { Unicode.Scalar(UInt32(clamping: code)).map(Character.init) }
        if fields.count > 2, let text = fields[2].first, text >= 32, let character = character(text) { return character }
        guard let plain = character(fields[0][0]) else { return nil }
        let isShifted = modifiers.contains(.shift)
        if isShifted, fields[0].count > 1, fields[0][1] > 0 { return character(fields[0][1]) }
        if plain.isLetter { return isShifted != modifiers.contains(.capsLock) ? plain.uppercased().first : plain }
        return isShifted ? shifted[plain] ?? plain : plain
    }

    /// What Shift makes of a key on the keyboard that most terminals assume when they do not say.
    private static let shifted: [Character: Character] = Dictionary(
        uniqueKeysWithValues: zip("`1234567890-=[]\\;',./", "~!@#$%^&*()_+{}|:\"<>?"))

    private static func altered(_ character: Character) -> [Key] {
        "bdf".contains(character) ? [.alt(character)] : [.escape, .character(character)]
    }

    /// The keypad and the function keys (kitty: "Functional key definitions").
    private static func functionalKey(_ code: Int) -> Key? {
        switch code {
        case 57_344: .escape
        case 57_345, 57_414: .enter
        case 57_346: .tab
        case 57_347: .backspace
        case 57_348, 57_425: .insert
        case 57_349, 57_426: .delete
        case 57_350, 57_417: .left
        case 57_351, 57_418: .right
        case 57_352, 57_419: .up
        case 57_353, 57_420: .down
        case 57_354, 57_421: .pageUp
        case 57_355, 57_422: .pageDown
        case 57_356, 57_423: .home
        case 57_357, 57_424: .end
        case 57_364...57_375: .function(code - 57_363)
        case 57_399...57_408: .character(Character(Unicode.Scalar(UInt8(0x30 + code - 57_399))))
        case 57_409: .character(".")
        case 57_410: .character("/")
        case 57_411: .character("*")
        case 57_412: .character("-")
        case 57_413: .character("+")
        case 57_415: .character("=")
        case 57_416: .character(",")
        default: nil
        }
    }

    /// Keys that give no character (virtual-key codes of Windows).
    private static func windowsKey(_ code: Int) -> Key? {
        switch code {
        case 0x21: .pageUp
        case 0x22: .pageDown
        case 0x23: .end
        case 0x24: .home
        case 0x25: .left
        case 0x26: .up
        case 0x27: .right
        case 0x28: .down
        case 0x2D: .insert
        case 0x2E: .delete
        case 0x70...0x7B: .function(code - 0x6F)
        default: nil
        }
    }
}
