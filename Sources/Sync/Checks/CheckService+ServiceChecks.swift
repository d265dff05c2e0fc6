import Directory
import Engine
import FileHome
import Foundation
import Ledger
import Provisioning

extension CheckService {
    /// Whether the directory can be read, and still has the groups that the configuration names.
    func directoryCheck(_ configuration: Configuration) async -> Check {
        let subject = Check.Subject(name: "Directory", why: "Who is to have an account comes from here.")
        do throws(OperationError) {
            let known = try await setup.groups()
            let units = try await setup.organizationalUnits().count
            let missing = (configuration.userAccess.groups + configuration.autoprovisioning.scope.groups).filter { reference in
                !known.contains { $0.answers(to: reference.id) }
            }
            guard missing.isEmpty else {
                return subject.failed(
                    "Groups that the configuration names are gone: \(missing.map(\.name).joined(separator: ", ")).",
                    mend: "Remove them under User access or Provisioning scope, or restore them in Google.")
            }
            let gone = try await missingUnits(of: configuration)
            guard gone.isEmpty else {
                return subject.failed(
                    "Organizational units that the configuration names are gone, so no run does anything: \(gone.map(\.path).joined(separator: ", ")).",
                    mend: "Remove them under User access, or by command: autoprovision setup"
                        + gone.map { " --inherit-unit '\($0.path)'" }.joined() + "; or restore them in the directory.")
            }
            return subject.passed("\(Check.counted(known.count, "group")), \(Check.counted(units, "organizational unit")) can be read")
        } catch {
            let mend =
                switch error {
                case .directory(.unreachable): Self.lookAgain
                case .blocked:
                    "Run: autoprovision setup --google-credentials FILE --google-customer ID, or with --google-metadata, --directory-files DIR or --sandbox URL"
                default:
                    "Do what is said here; where the connection is wrong, correct it: autoprovision setup --google-credentials FILE"
                }
            return subject.failed(error.description, mend: mend)
        }
    }

    /// Units that the settings name and that the directory, which lists its units, does not have.
    private func missingUnits(of configuration: Configuration) async throws(OperationError) -> [UnitAccess] {
        let source = try context.source(configuration)
        let resolution = UnitResolution(
            configuration.userAccess, units: try await answered(await source.organizationalUnits()), isListed: source.listsUnits,
            meanings: (try? context.ledger.units(of: configuration.userAccess))?.meanings ?? [:])
        return resolution.missing
    }

    /// Whether the app lets us in, and for how long.
    func authorizationCheck(_ configuration: Configuration) async -> Check {
        let name = context.applicationName
        let isBearer = (try? context.application(of: configuration))?.authorization == .bearer
        let subject = Check.Subject(
            name: "Authorization", why: "Without it nothing can be written to \(name)\(isBearer ? "." : "; it ends after seven days without use.")")
        let isRegistered = isBearer || configuration.application.clientID != nil
        let authorize = isRegistered ? Self.authorizing(isBearer: isBearer) : Self.registering
        do throws(OperationError) {
            switch try await authorization.statusOnceTried() {
            case .notAuthorized: return subject.failed("\(name) is not authorized yet.", mend: authorize)
            case .revoked(let reason, let since): return subject.failed("\(reason) Since \(since.words).", mend: authorize)
            case .authorized(_, let since, let deadline):
                let text =
                    "authorized since \(since.words)"
                    + (deadline.map { "; ends on \($0.words) unless it is renewed; a run does so once a day" } ?? "")
                guard let deadline, deadline.timeIntervalSince(context.now) < 2 * 86_400 else { return subject.passed(text) }
                return subject.warning(text, mend: "Have `autoprovision run` or `autoprovision sync` run at least daily.")
            }
        } catch {
            return subject.failed(error.description, mend: Self.mend(error) ?? authorize)
        }
    }

    /// Whether the app answers.
    func applicationCheck(_ configuration: Configuration) async -> Check {
        let name = context.applicationName
        let subject = Check.Subject(name: name, why: "Accounts are written through its SCIM service.")
        do throws(OperationError) {
            let application = try context.application()
            do throws(AccountError) {
                try await application.accounts.checkAuthorization()
            } catch {
                throw OperationError(error, application: name)
            }
            return subject.passed("answers and accepts the authorization")
        } catch {
            let isBearer = (try? context.application(of: configuration))?.authorization == .bearer
            let mend =
                switch error {
                case .configuration: Self.mend(error) ?? Self.lookAgain
                case .blocked where !isBearer && configuration.application.clientID == nil: Self.registering
                case .unreachable: "See that this machine reaches \(name) (name service, firewall, proxy), then look again: autoprovision doctor"
                case .reauthorizationNeeded, .notAuthorized, .blocked: Self.authorizing(isBearer: isBearer)
                default: "Look again in a while: autoprovision doctor. If it stays, check the address and the client under Connection."
                }
            return subject.failed(error.description, mend: mend)
        }
    }

    private static let lookAgain = "Do what is said here, then look again: autoprovision doctor"
    private static let registering = "Enter the app registration: autoprovision setup --client-id ID --client-secret-file FILE"

    /// The cure of what is wrong with the credentials file, which no authorization mends; `nil` for other errors.
    private static func mend(_ error: OperationError) -> String? {
        switch error {
        case .configuration(.insecureMode(let file, _)):
            "Run: chmod 600 '\(file)'. Others on this machine may have read it: authorize anew if you do not trust them."
        case .configuration(.wrongKey), .configuration(.invalidKey):
            "Put the right key back, as AUTOPROVISION_KEY or context.credentials.key; without it authorize anew."
        case .configuration: lookAgain
        default: nil
        }
    }

    private static func authorizing(isBearer: Bool) -> String {
        isBearer ? "Run: autoprovision authorize --bearer-token-file FILE" : "Run: autoprovision authorize"
    }
}
