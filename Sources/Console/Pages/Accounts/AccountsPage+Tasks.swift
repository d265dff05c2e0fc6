import Provisioning
import Sync

extension AccountsPage {
    /// Lists who has an account, as it is known here.
    struct List: PageReading {
        func perform(_ services: any ConsoleServices) async throws -> AccountsOverview { try await services.accounts() }
    }

    /// Compares the app's accounts with the ledger now.
    struct Compare: PageReading {
        static let isWaitedFor = true

        func perform(_ services: any ConsoleServices) async throws -> AccountsOverview { try await services.compareAccounts() }
    }

    /// Finds out what a decision would be, for the question.
    struct Propose: ConsoleTask {
        static let isWaitedFor = true

        let verdict: AccountDecision.Verdict
        let account: String
        /// By directory id, for a link.
        var person: String?

        func perform(_ services: any ConsoleServices) async throws -> AccountProposal {
            try await services.propose(verdict, about: account, person: person)
        }

        func done(_ proposal: AccountProposal, _ console: inout ConsoleState) -> [ConsoleEffect] {
            console.ask(.decide(proposal, console.model))
            return []
        }
    }

    /// Decides as it was proposed.
    struct Decide: ConsoleTask {
        static let isWaitedFor = true

        let proposal: AccountProposal

        func perform(_ services: any ConsoleServices) async throws { try await services.decide([proposal]) }
        func done(_ success: Void, _ console: inout ConsoleState) -> [ConsoleEffect] { [.task(List())] }
    }

    /// Takes the decision about an account back.
    struct TakeBack: ConsoleTask {
        static let isWaitedFor = true

        let account: String

        func perform(_ services: any ConsoleServices) async throws { _ = try await services.takeBackDecision(about: account) }
        func done(_ success: Void, _ console: inout ConsoleState) -> [ConsoleEffect] { [.task(List())] }
    }
}
