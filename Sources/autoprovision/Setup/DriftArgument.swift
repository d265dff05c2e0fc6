import ArgumentParser
import Engine
import Provisioning
import Sync

/// `TARGET=POLICY`, such as `title=restore`; `all=POLICY` is for every attribute that is mapped.
struct DriftArgument {
    /// What stands for every attribute.
    static let everything = "all"

    let target: String
    let policy: DriftPolicy

    /// All policies, for sentences.
    static let policies = DriftPolicy.allCases.map(\.rawValue).joined(separator: ", ")

    /// Reads the text.
    ///
    /// - Throws: what is wrong with it.
    init(parsing text: String) throws {
        // A SCIM path may have an = in its brackets; no policy has one.
        guard let sign = text.lastIndex(of: "="), !text[..<sign].trimmed.isEmpty else {
            throw ValidationError("Write TARGET=POLICY, such as title=restore; POLICY is one of \(Self.policies).")
        }
        let word = text[text.index(after: sign)...].trimmed
        guard let policy = DriftPolicy(rawValue: word) else {
            throw ValidationError("\"\(word)\" is not a policy; there are \(Self.policies).")
        }
        (target, self.policy) = (text[..<sign].trimmed, policy)
    }

    /// Says it for the rows that it names.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when the attribute is not mapped.
    func apply(to mapping: inout [AttributeMapping]) throws(OperationError) {
        guard target != Self.everything else {
            for index in mapping.indices { mapping[index].drift = policy }
            return
        }
        guard let index = mapping.firstIndex(where: { $0.target == target }) else {
            throw .invalidInput(
                "--drift: \"\(target)\" is not mapped. Mapped are: \(mapping.map(\.target).joined(separator: ", ")). Nothing was saved.")
        }
        mapping[index].drift = policy
    }
}
