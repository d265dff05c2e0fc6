import Provisioning

extension OperationError {
    /// The same error in the words of the operations; `application` is the app's name.
    package init(_ error: AccountError, application: String = AppRefusal.anyApplication) {
        switch error.authorization {
        case .reauthorizationNeeded(let reason, let since)?: self = .reauthorizationNeeded(reason: reason, since: since)
        case .notAuthorized(let reason)?: self = .notAuthorized(reason)
        case .unreachable(let text)?: self = .unreachable(text)
        case nil:
            switch error.refusal {
            case .cancelled: self = .cancelled
            case .unreachable(let text): self = .unreachable("\(application.startingSentence) cannot be asked: \(text)")
            case .noAnswer, .serverUnavailable: self = .unreachable(error.refusal.words(for: application))
            default: self = .application(code: error.refusal.code, message: error.refusal.words(for: application))
            }
        }
    }

    /// Several different people were refused one after the other, although the app answers other questions.
    init(_ error: AccountError, afterRefusing people: [String], application: String) {
        let cause = OperationError(error, application: application)
        let sentence =
            "\(application.startingSentence) refused \(people.count) different people one after the other (\(people.joined(separator: ", "))), although it answers "
            + "other questions. Nothing more was tried. The last reason: "
        self =
            if case .unreachable(let text) = cause {
                .unreachable(sentence + text)
            } else {
                .application(code: cause.code, message: sentence + cause.description)
            }
    }
}
