import Terminal

/// The numbers of what can be chosen on one page. Each belongs to what was said with it, for as long as somebody stays there.
struct PlainNumbers: Sendable {
    /// A thing by its words; alike ones are told apart by their order.
    private struct Thing: Hashable {
        let words: String
        let occurrence: Int
    }

    private var numbers: [Thing: Int] = [:]
    private var places: [Point: Int] = [:]

    /// Gives each thing that has none a number, in the order of the lines.
    mutating func number(_ lines: [PlainLine]) {
        places = [:]
        for (thing, place) in Self.things(lines) {
            let number = numbers[thing] ?? numbers.count + 1
            numbers[thing] = number
            places[place] = number
        }
    }

    /// The number of what is chosen by a click at a place.
    func number(at place: Point) -> Int? { places[place] }

    /// Where what has this number is now.
    func place(_ number: Int, in lines: [PlainLine]) -> Point? { Self.things(lines).first { numbers[$0.0] == number }?.1 }

    private static func things(_ lines: [PlainLine]) -> [(Thing, Point)] {
        var seen: [String: Int] = [:]
        return lines.flatMap(\.parts).compactMap { part in
            guard let place = part.place else { return nil }
            let occurrence = seen[part.text, default: 0]
            seen[part.text] = occurrence + 1
            return (Thing(words: part.text, occurrence: occurrence), place)
        }
    }
}
