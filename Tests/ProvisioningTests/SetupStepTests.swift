import Provisioning
import Testing

@Suite("The steps of the setup", .timeLimit(.minutes(1)))
struct SetupStepTests {
    @Test(
        "The setup goes on with the first step that is not done; the last one is what a finished setup ended with",
        arguments: [
            (.notStarted, .authorize, .authorization), (.authorized, .attributes, .attributes), (.attributesMapped, .scope, .scope),
            (.scopeChosen, .deprovisioning, .deprovisioning), (.finished, .deprovisioning, .deprovisioning),
        ] as [(SetupProgress, SetupStep, Blocked.Place)])
    func next(progress: SetupProgress, step: SetupStep, place: Blocked.Place) {
        #expect(progress.nextStep == step)
        #expect(step.place == place)
    }

    @Test("Each step leads to the next", arguments: zip(SetupStep.allCases, SetupStep.allCases.dropFirst()))
    func order(step: SetupStep, next: SetupStep) {
        #expect(step.progress.nextStep == next)
    }
}
