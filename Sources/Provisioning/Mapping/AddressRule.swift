/// An address is sent whole or not at all: an app that takes half of one shows a wrong place, and one that refuses half of one refuses the person.
struct AddressRule: Sendable {
    /// The attribute paths of all parts.
    let parts: [String]
    let region: String
    let country: String
    private let mandatoryIn: Set<String>

    /// The rule of the address to which `target` belongs; `nil` when it is not the region of one.
    init?(region target: TargetAttribute, among targets: [TargetAttribute]) {
        guard case .region(let country, let mandatoryIn) = target.format, let end = target.path.lastIndex(of: ".") else { return nil }
        let address = target.path[...end]
        parts = targets.map(\.path).filter { $0.hasPrefix(address) }
        region = target.path
        self.country = country
        self.mandatoryIn = mandatoryIn
    }

    /// The code of the country that demands a region, where an address has none; `nil` when the address may be sent.
    func countryOfMissingRegion(_ region: String?, country: String?, _ tools: any ValueTools) -> String? {
        guard region == nil, let code = country.flatMap(tools.countryCode), mandatoryIn.contains(code) else { return nil }
        return code
    }

    /// Leaves the whole address out when its country or its region cannot be told, or when it lacks the region that the app demands in its country.
    func leaveOutDoubtful(_ drawn: inout DrawnValues, _ tools: any ValueTools) {
        guard parts.contains(where: { drawn.values[$0] != nil }) else { return }
        let reason: NoValueReason
        if [country, region].contains(where: { drawn.reasons[$0]?.isDoubt == true }) {
            reason = .doubtfulAddress
        } else if let code = countryOfMissingRegion(drawn.values[region], country: drawn.values[country], tools) {
            reason = .addressWithoutRegion(country: code)
        } else {
            return
        }
        for part in parts where drawn.values.removeValue(forKey: part) != nil { drawn.reasons[part] = reason }
        if drawn.reasons[region]?.isDoubt != true { drawn.reasons[region] = reason }
    }
}
