package import Provisioning

/// Why a person is or is not provisioned: everything that decided, in the order in which it does.
package struct Explanation: Sendable, Equatable {
    /// How one step of the way turned out.
    package enum Mark: String, Sendable, Equatable {
        /// It leads on to an account.
        case yes
        /// It does not.
        case no
        /// Something is to come, or is tried again later.
        case waits
        /// A step before it ended the way.
        case notAsked

        /// The mark in a word, for who sees no sign: "yes".
        package var word: String { self == .notAsked ? "not asked" : rawValue }
    }

    /// What a line is about.
    package enum Topic: String, Sendable {
        case googleAccount = "Google account"
        case userAccess = "User access"
        case scope = "Scope"
        case mapping = "Mapping"
        case account = "Account"
        case applicationForm = "App's form"
        case timer = "Timer"
        case pending = "Pending"
        case problem = "Problem"
        case safeguard = "Safeguard"
        case unitMoved = "Unit moved"
        case rejected = "Rejected"
        case failure = "Failure"
        case due = "Due"
        case autoprovisioning = "Autoprovisioning"
    }

    /// One thing that decided: a step on a person's way to an account.
    package struct Line: Sendable, Equatable {
        /// What it is about: "User access".
        package let title: String
        /// What was found.
        package let text: String
        /// Whether it stands in the way of an account.
        package let isObstacle: Bool
        /// How it turned out.
        package let mark: Mark

        /// What it is about.
        package var topic: Topic? { Topic(rawValue: title) }
    }

    package let personID: String
    package let name: String
    package let email: String
    /// The answer in one sentence.
    package let answer: String
    package let lines: [Line]
    /// Which of the lines made the answer what it is; `nil` when nothing stands in the way.
    package let decidingLine: Int?
    /// Where it comes from when neither directory nor app could be asked; `nil` for what they say now.
    package var memory: PlanMemory?

    /// The path of the person's organizational unit, where the directory said it.
    package var unit: String?

    /// What made the answer, in a sentence; `nil` when nothing stands in the way.
    package var decision: String? {
        decidingLine.map { "Decided by \(lines[$0].title): \(lines[$0].text)\(lines[$0].text.hasSuffix(".") ? "" : ".")" }
    }
}

extension Explanation {
    /// Explains a person; `nil` when neither directory nor ledger knows the id.
    package init?(_ explained: ExplainedPerson) {
        switch explained {
        case .asked(let personID, let input, let plan): self.init(personID: personID, input: input, plan: plan)
        case .remembered(let personID, let person, let ledger, let plan, let memory, let isOn):
            self.init(personID: personID, person: person, ledger: ledger, plan: plan, memory: memory, isOn: isOn)
        }
    }
}
