import Provisioning
import Sync
import Terminal
import Wording

extension PeoplePage {
    /// Everybody, as far as somebody could be asked.
    struct Listed: Sendable {
        let people: [ListedPerson]
        /// What is searched in: folding many names takes longer than a key may.
        var names: SearchRanking?
        /// Why it is only whom the ledger knows.
        var trouble: String?
    }

    /// Lists everybody; where the directory cannot be asked, whom the ledger knows, and why it is no more.
    struct List: PageReading {
        func perform(_ services: ConsoleServices) async throws -> Listed {
            let (people, obstacle) = try await services.runs.peopleOrMemory()
            return Listed(
                people: people, names: SearchRanking(people.map(PeoplePage.text)),
                trouble: obstacle.map { "Known here; \($0.whom) could not be asked: \($0.reason)" })
        }

        func done(_ listed: Listed, _ console: inout ConsoleState) -> [ConsoleEffect] {
            console.model.everybody = listed
            return []
        }
    }

    /// Reads what decides about everybody.
    struct Understand: PageReading {
        func perform(_ services: ConsoleServices) async throws -> PersonExplainer { try await services.runs.explainer() }
    }

    /// Finds out why it is so with one person; among 100,000 that takes longer than a key may.
    struct Explain: PageReading {
        static let isReplaced = true

        /// By directory id.
        let personID: String
        let explainer: PersonExplainer

        func perform(_ services: ConsoleServices) async throws -> Explanation? { Explanation(explainer.explained(personID)) }

        static func == (left: Explain, right: Explain) -> Bool { left.personID == right.personID }
    }
}
