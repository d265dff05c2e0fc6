import Terminal
import Wording

extension UsageCounter {
    /// How its columns are drawn: what failed has the color that its number has.
    var barRole: Role { self == .failures ? .danger : .barFilled }
}
