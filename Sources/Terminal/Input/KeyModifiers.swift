/// The keys that were held while another one was pressed, and what happened to that one.
struct KeyModifiers: OptionSet, Sendable, Hashable {
    let rawValue: Int
    static let shift = KeyModifiers(rawValue: 1)
    static let alt = KeyModifiers(rawValue: 2)
    static let control = KeyModifiers(rawValue: 4)
    static let `super` = KeyModifiers(rawValue: 8)
    static let hyper = KeyModifiers(rawValue: 16)
    static let meta = KeyModifiers(rawValue: 32)
    static let capsLock = KeyModifiers(rawValue: 64)
    private static let release = KeyModifiers(rawValue: 1 << 30)

    init(rawValue: Int) { self.rawValue = rawValue }

    /// Reads `modifiers:event` of a sequence, where 1 means no modifier, and the event 3 that the key was let go (XTerm Control Sequences, "PC-Style Function
    /// Keys"; the keyboard protocol of kitty, "Modifiers" and "Event types").
    init(field: [Int]) {
        self.init(rawValue: max(0, (field.first ?? 1) - 1) & 0xFF)
        if field.count > 1, field[1] == 3 { insert(.release) }
    }

    /// Whether the key was let go, which is no press.
    var isRelease: Bool { contains(.release) }
    /// Whether a key of the desktop was held: the combination is not for this program.
    var isOfTheDesktop: Bool { !isDisjoint(with: [.super, .hyper, .meta]) }
}

extension Key {
    /// The key with Ctrl or Alt held, which edits by words.
    func edited(_ modifiers: KeyModifiers) -> Key {
        guard !modifiers.isDisjoint(with: [.alt, .control]) else { return self }
        return switch self {
        case .left: .wordLeft
        case .right: .wordRight
        case .backspace: .deleteWordLeft
        case .delete: .deleteWordRight
        default: self
        }
    }
}
