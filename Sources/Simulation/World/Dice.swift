/// The chance of one world: SplitMix64 (Steele, Lea and Flood, 2014), whose whole state is its seed, with arithmetic of its own so that a seed means the
/// same world with every version of the standard library.
package struct Dice: Sendable {
    private var state: UInt64

    /// Dice that fall the same way for the same seed. `stream` keeps independent draws of one world apart.
    package init(seed: UInt64, stream: UInt64 = 0) {
        state = seed &* 0xD134_2543_DE82_EF95 &+ stream &* 0x9E6C_63D0_876A_68AD
        _ = next()
    }

    /// The next 64 bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `bound`; 0 when `bound` is not positive.
    package mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(next() % UInt64(bound)) : 0 }

    /// A number of the range.
    package mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// True with this probability, in percent.
    package mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// One element; `nil` of nothing.
    package mutating func pick<Element>(_ elements: [Element]) -> Element? { elements.isEmpty ? nil : elements[below(elements.count)] }

    /// One element of at least one; `weights` are relative.
    package mutating func draw<Element>(_ first: (Int, Element), _ others: (Int, Element)...) -> Element {
        var ticket = below(others.reduce(first.0) { $0 + $1.0 }) - first.0
        if ticket < 0 { return first.1 }
        for (weight, element) in others {
            ticket -= weight
            if ticket < 0 { return element }
        }
        return first.1
    }
}
