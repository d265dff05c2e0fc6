/// Everything that decides about everybody's account, as it was read at one moment.
package struct PersonExplainer: Sendable {
    private let input: PlanInput
    private let plan: Plan

    package init(input: PlanInput, plan: Plan) {
        self.input = input
        self.plan = plan
    }

    /// What the explanation of one person is made from.
    package func explained(_ personID: String) -> ExplainedPerson { .asked(personID: personID, input: input, plan: plan) }
}
