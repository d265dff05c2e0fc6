import Provisioning
import Terminal

/// Says above a page that what it shows is not from now.
enum MemoryNotice {
    /// Draws it over the next rows, at most three of them; nothing without a memory.
    static func draw(_ memory: PlanMemory?, on canvas: inout Canvas, _ rows: inout RowCursor) {
        guard let memory else { return }
        rows.skip(canvas.paragraph(memory.sentence, in: rows.rest.top(rows.rest.rows > 14 ? 3 : 2), role: .warning))
    }
}
