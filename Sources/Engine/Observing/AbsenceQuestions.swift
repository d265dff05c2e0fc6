import Directory

/// Asks the directory, one by one, for people who are in none of its lists.
struct AbsenceQuestions {
    /// So many people in a row whom a directory that is out of order does not answer for: the others wait for the next run.
    static let patience = 3

    /// What the directory said.
    struct Answers: Equatable {
        /// Of whom it says that they do not exist.
        var absent: Set<String> = []
        /// Who was not answered for, with the reason, in the order of asking.
        var unanswered: [(id: String, reason: String)] = []
        /// Who was not asked for any more.
        var notAsked: Set<String> = []

        static func == (lhs: Answers, rhs: Answers) -> Bool {
            lhs.absent == rhs.absent && lhs.notAsked == rhs.notAsked && lhs.unanswered.elementsEqual(rhs.unanswered) { $0 == $1 }
        }
    }

    let source: any DirectorySource

    /// Asks for these people. What the directory refuses to say about one of them stops nobody else.
    func ask(_ ids: some Collection<String>) async throws(DirectoryError) -> Answers {
        var answers = Answers()
        var troublesInARow = 0
        for (index, id) in ids.enumerated() {
            switch try await source.person(id: id, attributes: []) {
            case .found: troublesInARow = 0
            case .absent:
                troublesInARow = 0
                answers.absent.insert(id)
            case .unanswered(let reason, let mayPass):
                answers.unanswered.append((id, reason))
                troublesInARow = mayPass ? troublesInARow + 1 : 0
            }
            if troublesInARow == Self.patience {
                answers.notAsked = Set(ids.dropFirst(index + 1))
                break
            }
        }
        return answers
    }
}

extension AbsenceQuestions.Answers {
    /// What a run says about people whom the directory did not answer for; `name` gives the address of a person.
    func sentences(_ name: (String) -> String) -> [String] {
        guard let first = unanswered.first else { return [] }
        let others = unanswered.count == 1 ? "" : " and \(unanswered.count - 1) more"
        return [
            "\(name(first.id))\(others) with an account \(unanswered.count == 1 ? "is" : "are") in no list of the directory, and the directory did not say whether "
                + "they exist. Their accounts stay as they are. The first reason: \(first.reason)"
        ]
    }
}
