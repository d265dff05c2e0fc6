/// What a refused PATCH says about PATCH itself: then the change goes by PUT (RFC 7644 §3.5.1).
enum PatchRefusal: Equatable {
    /// The service offers no PATCH at all: it is not tried again.
    case ofPatchAsSuch
    /// The service did not understand these operations; another change may go by PATCH.
    case ofTheseOperations

    /// `noTarget`: some servers know no `add` to an element of a list that is not there yet (RFC 7644 §3.5.2.1 leaves it open).
    private static let typesOfOperations: Set<String> = ["invalidvalue", "invalidsyntax", "invalidpath", "notarget"]

    /// `nil` when the refusal is about something else: the account, the person's values, the permission.
    init?(_ error: SCIMError) {
        switch error {
        case .notOffered: self = .ofPatchAsSuch
        case .badRequest(let detail, let scimType):
            if Self.isAboutPatch(detail) {
                self = .ofPatchAsSuch
            } else if let scimType, Self.typesOfOperations.contains(scimType.lowercased()) {
                self = .ofTheseOperations
            } else {
                return nil
            }
        case .forbidden(let detail), .absenceUnconfirmed(_, let detail):
            guard Self.isAboutPatch(detail) else { return nil }
            self = .ofPatchAsSuch
        default: return nil
        }
    }

    /// "PATCH is not supported", "Cannot PATCH /Users/7", "method PATCH not allowed".
    private static func isAboutPatch(_ detail: String) -> Bool {
        let words = detail.lowercased()
        guard words.contains("patch") else { return false }
        return ["not ", "cannot", "n't", "unsupported", "unknown", "disabled", "unavailable", "unimplemented"].contains { words.contains($0) }
    }
}
