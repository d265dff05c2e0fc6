import Provisioning
import Testing

@Suite("What a deprovisioning rule really does", .timeLimit(.minutes(5)))
struct DeprovisioningStepTests {
    @Test(
        "in its order; a suspension at or after the hard delete never takes place",
        arguments: [
            (nil, nil, []), (.after1Day, nil, [.init(.suspend, .after1Day)]), (nil, .after7Days, [.init(.hardDelete, .after7Days)]),
            (.after1Day, .after7Days, [.init(.suspend, .after1Day), .init(.hardDelete, .after7Days)]),
            (.after7Days, .after7Days, [.init(.hardDelete, .after7Days)]), (.after21Days, .within24Hours, [.init(.hardDelete, .within24Hours)]),
        ] as [(DeprovisioningDelay?, DeprovisioningDelay?, [DeprovisioningStep])])
    func steps(suspend: DeprovisioningDelay?, hardDelete: DeprovisioningDelay?, expected: [DeprovisioningStep]) {
        #expect(DeprovisioningRule(suspend: suspend, hardDelete: hardDelete).steps == expected)
    }
}
