import Foundation
import Provisioning
import Sync
import Terminal
import Wording

extension AuthorizePage {
    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let state = state(model)
        let frame = FormFrame(rect, on: canvas, step: step, purpose: state.words)
        frame.draw(on: &canvas, step: step, purpose: state.words, role: state.role, model)
        var rows = RowCursor(frame.body)
        if !frame.saysPurpose, !model.isWaitingForConsent { rows.skip(canvas.paragraph(state.words, in: rows.rest, role: state.role)) }
        if case .waiting(let url, let browserStarted, let hint) = model.authorizationStep {
            let saysHint = drawSteps(Steps(url, browserStarted: browserStarted, hint: hint, model), on: &canvas, in: rows.rest, model)
            // On a small screen there is room below the buttons only, where no reason stands here.
            if let hint, !saysHint { canvas.text(hint, in: frame.buttons.dropping(top: 1).top(1), alignment: .start, role: .muted) }
        } else if !isAuthorized(model), frame.saysPurpose {
            _ = drawSteps(Steps(nil, browserStarted: true, hint: nil, model), on: &canvas, in: rows.rest, model)
        }
        var bar = bar(model)
        // Each button is there, also where all of them with their whole words would not be.
        if bar.row.columns > rect.columns, let copy = bar.row.buttons.firstIndex(where: { $0.label == Self.copyLabel }) {
            bar.row.buttons[copy].label = "Copy"
        }
        canvas.area(0, in: frame.buttons) { bar.row.draw(on: &$0, in: frame.buttons, focused: bar.isFocused) }
    }

    /// How the authorization is.
    private func state(_ model: ConsoleModel) -> (words: String, role: Role) {
        if case .ended(let message) = model.authorizationStep { return (message, .danger) }
        switch model.status?.authorization {
        case .authorized(let owner, let since, let deadline):
            let who = owner.map { " by \(model.application) account \(model.status?.authorizingUserName ?? $0)," } ?? ""
            let idle = deadline.map { " It ends \($0.words) if unused." } ?? ""
            return ("This program is authorized\(who) since \(since.words).\(idle)", .normal)
        case .revoked(let reason, let since):
            return ("\(reason) Since \(since.words). Nothing is lost: after reauthorizing, the next run continues.", .warning)
        case .notAuthorized, nil:
            return ("Sign in to \(model.application) as an administrator and let this program manage its accounts. This is asked once.", .normal)
        }
    }

    /// What is to be done, in three steps.
    private struct Steps {
        /// The address to open, once there is one.
        let address: String?
        let open: String
        let signIn: String
        /// What is left when the browser is done. Where there are several forms, the longest comes first.
        let end: [String]
        /// How one signs in at a sandbox.
        let hint: String?

        init(_ url: URL?, browserStarted: Bool, hint: String?, _ model: ConsoleModel) {
            address = url?.absoluteString
            self.hint = hint
            signIn = "Sign in there as an administrator of \(model.application), and allow the access."
            if url == nil {
                open = "Authorize opens \(model.application)'s sign-in in a browser, or shows its address."
                end = ["The browser comes back here automatically; from another machine, you paste the address at which it ended."]
            } else if model.sandbox != nil {
                open = "Open this address in a browser on this machine, or let Sign in for me do it without one:"
                end = Self.comesBack
            } else if browserStarted {
                open = "A browser was started with this address:"
                end = Self.comesBack
            } else {
                open = "Open this address in a browser on your own machine:"
                end = [
                    "The browser then ends at a page on 127.0.0.1 that it cannot open. That is right: copy the address of that page and paste it here.",
                    "The browser then ends at a page that it cannot open. Paste its address here.",
                ]
            }
        }

        private static let comesBack = [
            "The browser comes back here automatically. If it ends at a page that it cannot open, copy the address of that page and paste it here.",
            "If the browser ends at a page that it cannot open, paste its address here.",
        ]
    }

    /// The columns of a step's number.
    private static let numberColumns = 3

    /// Draws the steps: first the empty rows go where there are few, then what goes without saying. The address is always whole, on rows of its own.
    ///
    /// - Returns: whether there was room for the hint how one signs in.
    private func drawSteps(_ steps: Steps, on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) -> Bool {
        var rows = RowCursor(rect)
        let isWaiting = steps.address != nil
        let rewording = canvas.rewording
        func height(_ text: String) -> Int { DisplayText.prose(rewording(text), columns: rect.columns - Self.numberColumns).count }
        let addressRows = steps.address.map { ($0.count + rect.columns - 1) / max(1, rect.columns) } ?? 0
        let problemRows = model.pasteProblem.map { min(2, canvas.rows(of: $0, columns: rect.columns)) } ?? 0
        var spare = rect.rows - height(steps.open) - addressRows - (isWaiting ? 1 : 0) - problemRows
        func take(_ count: Int) -> Bool {
            guard spare >= count else { return false }
            spare -= count
            return true
        }
        let end = steps.end.first { take(height($0)) }
        let hint = steps.hint.flatMap { take(1) ? $0 : nil }
        let signIn = take(height(steps.signIn)) ? steps.signIn : nil
        let gaps = (afterAddress: take(1), beforeEnd: take(1), beforeAddress: isWaiting && take(1), beforeField: isWaiting && take(1))
        var number = 1
        func draw(_ text: String?, _ canvas: inout Canvas) {
            guard let text else { return }
            canvas.text("\(number).", at: rows.rest.origin, role: .heading)
            let used = canvas.paragraph(text, in: rows.rest.dropping(left: Self.numberColumns))
            canvas.reads(as: "\(number). \(rewording(text))", in: rows.rest.top(used))
            rows.skip(used)
            number += 1
        }
        draw(steps.open, &canvas)
        if gaps.beforeAddress { rows.skip(1) }
        if let address = steps.address { drawAddress(address, on: &canvas, &rows, below: 1 + problemRows) }
        if gaps.afterAddress { rows.skip(1) }
        draw(signIn, &canvas)
        if let hint {
            canvas.text(hint, at: rows.next().dropping(left: signIn == nil ? 0 : Self.numberColumns).origin, role: .muted, width: rect.columns)
        }
        if gaps.beforeEnd { rows.skip(1) }
        draw(end, &canvas)
        guard isWaiting else { return false }
        if gaps.beforeField { rows.skip(1) }
        let line = rows.next()
        let prompt = "Where it ended: "
        canvas.text(prompt, at: line.origin, role: .heading, width: line.columns)
        let isFocused = focused(model) == .paste
        canvas.area(1, in: line) { field.draw(on: &$0, in: line.dropping(left: prompt.count), focused: isFocused) }
        if let problem = model.pasteProblem { canvas.paragraph(problem, in: rows.rest.top(2), role: .danger) }
        return hint != nil
    }

    /// Draws the address. It is cut anywhere, so that no blanks get into it when it is copied from the screen.
    private func drawAddress(_ address: String, on canvas: inout Canvas, _ rows: inout RowCursor, below: Int) {
        var start = address.startIndex
        let first = rows.rest
        while start != address.endIndex, rows.rest.rows > below {
            let end = address.index(start, offsetBy: max(1, first.columns), limitedBy: address.endIndex) ?? address.endIndex
            canvas.text(String(address[start..<end]), at: rows.next().origin, role: .accent)
            start = end
        }
        canvas.hyperlink(address, rows: first.row..<rows.rest.row)
        canvas.reads(as: address, in: Rect(column: first.column, row: first.row, columns: first.columns, rows: rows.rest.row - first.row))
    }
}
