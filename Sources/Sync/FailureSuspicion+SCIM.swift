import Provisioning
import SCIM

extension FailureSuspicion {
    /// What an error of the app's leaves open.
    init(_ error: SCIMError) {
        switch error.scope {
        case .person: self = .person
        case .kind: self = .kind
        case .run: self = .run
        case .personOrRun: self = .personOrRun
        }
    }
}

extension SCIMClient {
    /// Asks a question that every authorized client may ask. Returns why it was refused; `nil` when the app answered. That the question itself was not understood is
    /// an answer too.
    func harmlessReadRefusal() async -> SCIMError? {
        do throws(SCIMError) {
            try await checkAuthorization()
            return nil
        } catch {
            if case .badRequest = error { return nil }
            return error
        }
    }
}

extension OperationError {
    /// Several different people were refused one after the other, although the app answers other questions.
    init(_ error: SCIMError, afterRefusing people: [String], application: String) {
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
