import Provisioning

extension CheckService {
    /// Whether this machine has what the steps of the attribute mapping need.
    func valuesCheck(_ configuration: Configuration) -> Check {
        let subject = Check.Subject(
            name: "Values", why: "What the app gets goes through the steps of the attribute mapping; without what they need no run begins.")
        let table = MappingTable(targets: context.targets, settings: configuration.autoprovisioning, tools: context.valueTools)
        if let blocked = SetupGate.tools(table) {
            return subject.failed("a step of the attribute mapping needs what this machine lacks", mend: blocked.description)
        }
        let count = configuration.autoprovisioning.mapping.reduce(0) { $0 + $1.sources.reduce(0) { $0 + $1.steps.count } }
        guard count > 0 else { return subject.passed("the attribute mapping has no steps") }
        return subject.passed(
            "this machine has what \(Check.counted(count, "step")) of the mapping \(count == 1 ? "needs" : "need")"
                + (HomeContext.needsPlaces(configuration) ? "; countries and states are \(placesWords)" : ""))
    }

    /// Whose countries and states count.
    private var placesWords: String {
        let told = ToldPlaces(in: context.home)
        guard told.dictionary != nil, let since = told.since else { return "those of Debian's package iso-codes" }
        return "those of \(context.applicationName)'s own dictionaries, unchanged since \(since.dayWords)"
    }
}
