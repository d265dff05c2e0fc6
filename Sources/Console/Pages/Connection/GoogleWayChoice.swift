import Provisioning
import Terminal

/// Which of the four ways reads Google's directory: one line, in which Left and Right choose.
struct GoogleWayChoice: Hashable {
    private(set) var way: GoogleWay

    /// The order of the choice: what works in a new organization comes first.
    static let order: [GoogleWay] = [.federation, .metadataServer, .keyWithRole, .keyWithDelegation]

    init(_ way: GoogleWay) { self.way = way }

    /// The way in a few words.
    var words: String {
        switch way {
        case .federation: "federation file, no key"
        case .metadataServer: "this machine's account, no key"
        case .keyWithRole: "key of an account with a role"
        case .keyWithDelegation: "key, for an administrator"
        }
    }

    mutating func handle(_ key: Key) {
        let place = Self.order.firstIndex(of: way) ?? 0
        switch key {
        case .left, .character("h"): way = Self.order[max(0, place - 1)]
        case .right, .character("l"), .character(" "): way = Self.order[min(Self.order.count - 1, place + 1)]
        default: break
        }
    }

    /// Draws `< words >`; a click on an arrow chooses.
    func draw(on canvas: inout Canvas, in rect: Rect, focused: Bool) {
        let place = Self.order.firstIndex(of: way) ?? 0
        let role: Role = focused ? .selected : .normal
        canvas.clipped(to: rect) { canvas in
            canvas.text(place > 0 ? "<" : " ", at: rect.origin, role: role)
            canvas.answerClicks(in: Rect(column: rect.column, row: rect.row, columns: 1, rows: 1), [.left])
            let used = canvas.text(words, at: rect.dropping(left: 2).origin, role: role, width: max(0, rect.columns - 4))
            let end = rect.dropping(left: used + 3)
            canvas.text(place < Self.order.count - 1 ? ">" : " ", at: end.origin, role: role)
            canvas.answerClicks(in: Rect(column: end.column, row: end.row, columns: 1, rows: 1), [.right])
            canvas.reads(as: words, state: "\(place + 1) of \(Self.order.count)", in: rect)
        }
    }
}
