import Provisioning
import Terminal

/// Where the parts of a page with a form stand, so that they stand there on each of them: in the setup the line of the steps, then what the page is for, then the
/// form, and at the bottom the buttons. Small screens have no room for what the page is for, nor for empty rows.
struct FormFrame {
    /// Where the form is.
    let body: Rect
    /// The buttons, and below them why one of them does nothing.
    let buttons: Rect
    /// What the page is for; empty on small screens.
    private let purpose: Rect
    private let steps: Rect

    /// Up to here the reason why a button does nothing stands beside it.
    private static let mostTinyRows = 9
    /// Up to here there is room for the form and its buttons only.
    private static let mostSmallRows = 17
    /// From here on empty rows part the line of the steps from what is around it.
    private static let leastAiryRows = 24
    /// What a page is for is said in so many rows, and never in more than the other number.
    private static let (purposeRows, mostPurposeRows) = (2, 4)

    /// - Parameter purpose: what the page is for, or how things are, in a sentence or two.
    init(_ rect: Rect, on canvas: Canvas, step: SetupStep?, purpose text: String) {
        var rows = RowCursor(rect)
        let isSmall = rect.rows <= Self.mostSmallRows
        let isAiry = rect.rows >= Self.leastAiryRows
        if isAiry { rows.skip(1) }
        steps = step == nil ? rows.rest.top(0) : rows.next()
        if isAiry, step != nil { rows.skip(1) }
        let lines = canvas.rows(of: text, columns: rect.columns)
        purpose = rows.rest.top(isSmall ? 0 : min(max(Self.purposeRows, lines), Self.mostPurposeRows))
        rows.skip(purpose.rows + (isSmall ? 0 : 1))
        buttons = rows.rest.bottom(rect.rows > Self.mostTinyRows ? 2 : 1)
        body = rows.rest.dropping(bottom: buttons.rows + (isSmall ? 0 : 1))
    }

    /// Whether what the page is for stands above the form.
    var saysPurpose: Bool { !purpose.isEmpty }

    /// Draws what stands above the form.
    func draw(on canvas: inout Canvas, step: SetupStep?, purpose text: String, role: Role = .normal, _ model: ConsoleModel) {
        step?.drawProgress(on: &canvas, in: steps, model)
        canvas.paragraph(text, in: purpose, role: role)
    }
}
