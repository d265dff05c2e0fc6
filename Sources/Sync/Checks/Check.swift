/// One thing that can be wrong, looked at before it goes wrong.
package struct Check: Sendable, Equatable {
    /// What was found.
    package enum Result: String, Sendable {
        case passed
        /// Works, but wants attention.
        case warning
        case failed
    }

    /// What is looked at, and why it matters.
    struct Subject: Sendable {
        let name: String
        let why: String

        func passed(_ finding: String) -> Check { Check(self, .passed, finding, mend: nil) }
        func warning(_ finding: String, mend: String) -> Check { Check(self, .warning, finding, mend: mend) }
        func failed(_ finding: String, mend: String) -> Check { Check(self, .failed, finding, mend: mend) }
    }

    /// What was looked at.
    package let name: String
    /// Why it matters.
    package let why: String
    package let result: Result
    /// What was found.
    package let finding: String
    /// How to mend it; `nil` when there is nothing to mend.
    package let mend: String?

    private init(_ subject: Subject, _ result: Result, _ finding: String, mend: String?) {
        name = subject.name
        why = subject.why
        self.result = result
        self.finding = finding
        self.mend = mend
    }
}
