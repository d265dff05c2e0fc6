/// What there is to say about how an action ended, or why there was none, as data; sentences are made from it when somebody reads it. The app's name is the one of that time.
package enum OutcomeDetail: Sendable, Equatable, Codable {
    /// The app did not do it.
    case refused(AppRefusal, application: String)
    /// What the app showed of the account kept it from being done, or from counting as done.
    case found(AccountFinding, application: String)
    /// Nothing could be tried for the person.
    case problem(PlanProblem)
    /// Done; the account waits for its person to activate it.
    case awaitsActivation
    /// The sentence of an older version, which kept no data.
    case written(code: String, sentence: String)

    /// A word for machines (`--json`).
    package var code: String {
        switch self {
        case .refused(let refusal, _): refusal.code
        case .found(let finding, _): finding.code
        case .problem(let problem): problem.code
        case .awaitsActivation: "not-activated"
        case .written(let code, _): code
        }
    }
}
