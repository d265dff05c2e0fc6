import Terminal
import Wording

extension Int {
    /// "1 account", "3,000 accounts"; `plural` as for ``counted(_:_:as:)``.
    func grouped(_ noun: String, _ plural: String? = nil) -> String { counted(noun, plural, as: grouped) }
}
