import Provisioning
import Sync
import Terminal

extension AccountsPage {
    /// Lists who has an account, as it is known here.
    struct List: PageReading {
        func perform(_ services: ConsoleServices) async throws -> AccountsOverview { try await services.runs.accounts() }
    }

    /// Compares the app's accounts with the ledger now.
    struct Compare: PageReading {
        static let isWaitedFor = true

        func perform(_ services: ConsoleServices) async throws -> AccountsOverview { try await services.runs.compareAccounts() }
    }

    /// Finds out what a decision would be, for the question.
    struct Propose: ConsoleTask {
        static let isWaitedFor = true

        let verdict: AccountDecision.Verdict
        let account: String
        /// By directory id, for a link.
        var person: String?

        func perform(_ services: ConsoleServices) async throws -> AccountProposal {
            try await services.runs.propose(verdict, about: account, person: person)
        }

        func done(_ proposal: AccountProposal, _ console: inout ConsoleState) -> [ConsoleEffect] {
            console.ask(.decide(proposal, console.model))
            return []
        }
    }

    /// Finds out what a decision about all that is marked would be, for one question.
    struct ProposeEach: ConsoleTask {
        static let isWaitedFor = true

        let verdict: AccountDecision.Verdict
        let accounts: [String]

        func perform(_ services: ConsoleServices) async throws -> (proposals: [AccountProposal], refusals: [String]) {
            try await services.runs.propose(verdict, aboutEach: accounts)
        }

        func done(_ found: (proposals: [AccountProposal], refusals: [String]), _ console: inout ConsoleState) -> [ConsoleEffect] {
            if found.proposals.isEmpty {
                console.say(found.refusals.first ?? "Nothing that is marked can be decided this way.", .warning)
            } else {
                console.ask(.decideEach(found.proposals, refusals: found.refusals, console.model))
            }
            return []
        }
    }

    /// Decides as it was proposed.
    struct Decide: ConsoleTask {
        static let isWaitedFor = true

        let proposals: [AccountProposal]

        func perform(_ services: ConsoleServices) async throws { try await services.runs.decide(proposals) }
        func done(_ success: Void, _ console: inout ConsoleState) -> [ConsoleEffect] { [.task(List())] }
    }

    /// Takes the decision about an account back.
    struct TakeBack: ConsoleTask {
        static let isWaitedFor = true

        let account: String

        func perform(_ services: ConsoleServices) async throws { _ = try await services.runs.takeBackDecision(about: account) }
        func done(_ success: Void, _ console: inout ConsoleState) -> [ConsoleEffect] { [.task(List())] }
    }
}
