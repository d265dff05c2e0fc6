import Engine
import Foundation
import Ledger
import Provisioning

extension CheckService {
    /// Whether ledger, credentials and configuration belong together.
    func bindingsCheck(_ configuration: Configuration) -> Check {
        let subject = Check.Subject(
            name: "Bindings", why: "Links are account numbers of one app and people of one directory; anywhere else they would be somebody else's.")
        do throws(OperationError) {
            try context.requireOwnApplication(configuration)
            let bindings = try recorded(WorkspaceStatus.Bindings(context.ledger))
            guard let application = bindings.application else { return subject.passed("the next run binds the ledger to the app and the directory") }
            return subject.passed(
                "the ledger belongs to the app at \(application)" + (bindings.customerID.map { " and to the Google customer \($0)" } ?? ""))
        } catch {
            return subject.failed(
                error.description,
                mend: "Do what is said here. A rebinding compares all links with what is there before anything is done: autoprovision setup --rebind")
        }
    }

    /// Whether it is known whose account must stay.
    func protectionCheck(_ configuration: Configuration) async -> Check {
        let subject = Check.Subject(
            name: "Protected account", why: "The authorization ends with the account that gave it, so no run suspends or deletes that one.")
        let protection = context.protection(configuration, try? await authorization.status())
        guard !protection.isUnknown else {
            return subject.warning(
                "Nobody said whose account authorized \(context.applicationName), so suspensions and deletions are held.",
                mend: "Run: autoprovision setup --protected-account ADDRESS, or none if it belongs to nobody in this directory")
        }
        let names = Set(protection.accountIDs.map { "account \(context.ledger.accountName($0))" } + protection.addresses).sorted()
        return subject.passed(names.isEmpty ? "none, as somebody said" : "\(names.joined(separator: " and ")) is never suspended or deleted")
    }

    /// Accounts read again by a check, so that what somebody mended meanwhile is not reported.
    private static let orphansRead = 20

    /// Whether there are active accounts of people who are gone that no link leads to.
    func orphansCheck() async -> Check {
        let subject = Check.Subject(
            name: "Unlinked accounts", why: "Who left can still use an account that no ledger knows, and no rule takes it away.")
        do throws(OperationError) {
            let known = try recorded(context.ledger.orphans())
            var active = known.accounts.filter(\.account.isActive)
            guard !active.isEmpty else {
                return subject.passed(
                    known.accounts.isEmpty ? "none is known" : "\(Check.counted(known.accounts.count, "account")) without a link, none of them active"
                )
            }
            let accounts = try context.application().accounts
            for orphan in active.prefix(Self.orphansRead) {
                // What cannot be read now is reported as it was seen.
                guard let account = try? await accounts.account(id: orphan.account.id) as ObservedAccount?? else { continue }
                if account?.isActive != true || account?.externalID != orphan.account.externalID { active.removeAll { $0 == orphan } }
            }
            guard let sentence = OrphanedAccount.sentence(active, application: context.applicationName, named: 50) else {
                return subject.passed("none of those that were known is still active")
            }
            return subject.warning(
                sentence + (known.seen.map { " The list is of \($0.words)." } ?? ""),
                mend: "Look them up in \(context.applicationName) and suspend or delete them there; what is gone is noticed by the next runs.")
        } catch {
            return subject.warning("Cannot be told now: \(error)", mend: "Do what is said here, then look again: autoprovision doctor")
        }
    }
}
