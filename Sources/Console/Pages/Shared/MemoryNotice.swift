import Provisioning
import Terminal
import Wording

/// Says above a page that what it shows is not from now.
enum MemoryNotice {
    /// Draws it over the next rows, at most three of them; nothing without a memory. That the authorization has ended the banner says already.
    static func draw(_ memory: PlanMemory?, _ model: ConsoleModel, on canvas: inout Canvas, _ rows: inout RowCursor) {
        guard let memory else { return }
        let isTold = model.revocation != nil && memory.obstacle.code == "reauthorization-needed"
        let words = isTold ? "\(memory.moment); \(memory.obstacle.whom) could not be asked." : memory.sentence
        rows.skip(canvas.paragraph(words, in: rows.rest.top(rows.rest.rows > 14 ? 3 : rows.rest.rows > 9 ? 2 : 1), role: .warning))
    }
}
