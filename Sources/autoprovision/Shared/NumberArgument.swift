import ArgumentParser

/// Whole numbers on the command line; what is no such number is refused with what would be one.
enum NumberArgument {
    /// A reader of numbers in `range`; `what` says what they are, such as "a port".
    static func reader<Number: FixedWidthInteger & Sendable>(_ what: String, in range: ClosedRange<Number>) -> @Sendable (String) throws -> Number {
        { text in
            guard let number = Number(text), range.contains(number) else {
                throw ValidationError("Write \(what): a whole number from \(range.lowerBound) to \(range.upperBound).")
            }
            return number
        }
    }
}
