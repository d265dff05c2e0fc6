package import Provisioning

/// The sentences of what the log keeps as data.
extension OutcomeDetail {
    /// What happened and what to do.
    package var words: String { words(on: .commandLine) }

    /// The same, as it is read on this surface.
    package func words(on surface: Surface) -> String { sentences.words(on: surface) }

    /// What happened, and what to do about it.
    package var sentences: CauseAndCure {
        switch self {
        case .refused(let refusal, let application): refusal.sentences(for: application)
        case .found(let finding, let application): finding.sentences(for: application)
        case .problem(let problem): problem.sentences
        case .awaitsActivation: CauseAndCure("The account is not active yet: the person has to activate it.")
        case .written(_, let sentence): CauseAndCure(sentence)
        }
    }
}

extension CauseAndCure {
    /// All of it, as it is read on this surface.
    package func words(on surface: Surface) -> String { (hint.map { [$0] } ?? []).following(whole, on: surface) }
}

extension LoggedReason {
    /// One line that tells why.
    package var words: String {
        switch self {
        case .plan(let reason): reason.words
        case .decision(let matter): matter.words
        case .written(let sentence): sentence
        }
    }
}

extension ActivityEntry {
    /// Why, in one line.
    package var reason: String { why.words }

    /// How it ended, in sentences; `nil` where there is nothing to say.
    package var message: String? { message(on: .commandLine) }

    /// The same, as it is read on this surface.
    package func message(on surface: Surface) -> String? { detail?.words(on: surface) }
}

extension FailedAttempts {
    /// Why, for people.
    package var message: String { detail.words }
}

extension DecisionMatter {
    /// One line that tells what it is about.
    package var words: String {
        switch self {
        case .pending(let action, let cause, let due, let until):
            "\(action.words) \(until.map { "to \($0.words), " } ?? "")due \(due.words), \(cause.words)"
        case .held(let kind, let reason): "to \(kind.verb), \(reason.words)"
        case .cancelledByUndo(let action, let run): "\(action.words), by the undo of run \(run)"
        case .rejectedByUndo(let kind, let run): "to \(kind.verb), by the undo of run \(run)"
        case .identity(let from, let to): "the id \(from) is now \(to)"
        case .unitPlace(let from): "from \(from), in the directory"
        case .unitMove(let from): "what its move from \(from) would change"
        case .account(let id, let userName, let findings): (["account \(id) \(userName)"] + findings.map(\.words)).joined(separator: "; ")
        case .accountDecision(let verdict, let id, let userName): "account \(id) \(userName); to \(verdict.words)"
        case .lapsed(let verdict, let id, let userName, let reason): "account \(id) \(userName); to \(verdict.words): \(reason.words)"
        case .settings(let revision, let changes, let restored):
            "revision \(revision): \(changes.words)\(restored.map { " by restoring revision \($0)" } ?? "")"
        case .firstRevision(let revision): "revision \(revision): it existed before the history began"
        case .authorized(let application, let way, let account):
            "\(application) was authorized \(way.words)\(account.map { ", by account \($0)" } ?? "")"
        case .revoked(let application): "the authorization of \(application) was revoked and its tokens were deleted"
        case .clientSecret(true): "a client secret was entered"
        case .clientSecret(false): "the client secret was removed"
        case .resumed(let answer): answer.words
        }
    }
}

extension DecidedFinding {
    /// What was found, in one line.
    package var words: String {
        finding.words(labels: finding.attribute.flatMap { attribute in label.map { [attribute: $0] } } ?? [:])
    }
}

extension AuthorizationWay {
    /// For sentences: "was authorized in a browser".
    package var words: String {
        switch self {
        case .browser: "in a browser"
        case .personalJWT: "with a personal JWT"
        case .bearerToken: "with a bearer token"
        }
    }
}
