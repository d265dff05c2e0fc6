/// A change of the configuration that would help people whose values the app does not get.
package struct QualityProposal: Sendable, Equatable, Hashable {
    /// What is changed.
    package enum Change: Sendable, Equatable, Hashable {
        /// Another step on the way to an attribute, by its path.
        case step(ValueStep, target: String)
        /// The country of people whose own is not known.
        case companyCountry(String)
    }

    package let change: Change
    /// How many people of the finding it helps.
    package let helps: Int

    package init(_ change: Change, helps: Int = 0) {
        self.change = change
        self.helps = helps
    }

    /// The settings with the change.
    package func applied(to settings: AutoprovisioningSettings) -> AutoprovisioningSettings {
        var settings = settings
        switch change {
        case .companyCountry(let country): settings.companyCountry = country
        case .step(let step, let target):
            for row in settings.mapping.indices where settings.mapping[row].target == target {
                for source in settings.mapping[row].sources.indices where !settings.mapping[row].sources[source].isFixed {
                    var steps = settings.mapping[row].sources[source].steps
                    // A second step of the same kind would find the work of the first.
                    guard step.name == .pattern ? !steps.contains(step) : !steps.contains(where: { $0.name == step.name }) else { continue }
                    // What prepares a phone number comes before the step that reads it.
                    let place = step.name == .e164 ? nil : steps.firstIndex { $0.name == .e164 }
                    steps.insert(step, at: place ?? steps.count)
                    settings.mapping[row].sources[source].steps = steps
                }
            }
        }
        return settings
    }
}

extension MappingSource {
    fileprivate var isFixed: Bool { if case .fixed = origin { true } else { false } }
}
