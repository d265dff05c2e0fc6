extension Oracle {
    /// Whether an account keeps the number that the directory means: with its country's code, where the person may have typed it as people of the country do.
    ///
    /// - Parameter countryIsTold: whether the directory certainly says where people work. Where it does not, a number of a country's own form means nothing, and none is kept.
    static func isSameNumber(typed: String?, kept: String?, countryIsTold: Bool) -> Bool {
        let kept = kept ?? ""
        guard let typed, !typed.isEmpty else { return kept.isEmpty }
        let isNational = !typed.hasPrefix("+")
        if isNational, !countryIsTold, kept.isEmpty { return true }
        guard kept.hasPrefix("+"), kept.dropFirst().allSatisfy(\.isNumber) else { return false }
        let digits = typed.filter(\.isNumber)
        return isNational ? kept.hasSuffix(digits.drop { $0 == "0" }) : kept.dropFirst() == digits
    }
}
