package import Provisioning

extension MappedValue {
    /// One line for the screen.
    package var words: String {
        switch self {
        case .value(let text): text
        case .empty: "no value"
        case .missing: "no value, but it is mandatory"
        case .tooLong(let text, let limit): "too long (\(text.count) characters, at most \(limit)): \(text)"
        }
    }
}
