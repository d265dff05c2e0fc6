import Testing

@testable import Terminal

@Suite("How much of something is left", .timeLimit(.minutes(1)))
struct GaugeTests {
    @Test(
        "The line is as long as what is left; anything left is seen, and nothing left is not",
        arguments: [(1.0, "━━━━━━━━━━"), (0.5, "━━━━━─────"), (0.01, "━─────────"), (0.0, "──────────"), (-3.0, "──────────"), (7.0, "━━━━━━━━━━")])
    func line(fraction: Double, text: String) {
        var canvas = Canvas(size: Size(columns: 10, rows: 1))
        Gauge(fraction: fraction).draw(on: &canvas, in: canvas.bounds)
        #expect(canvas.plainText() == text)
    }

    @Test("What is not a number is nothing, and ASCII has both parts")
    func signs() {
        var canvas = Canvas(size: Size(columns: 4, rows: 1), symbols: .ascii)
        Gauge(fraction: 0.5).draw(on: &canvas, in: canvas.bounds)
        #expect(canvas.plainText() == "==--")
        Gauge(fraction: .nan).draw(on: &canvas, in: canvas.bounds)
        #expect(canvas.plainText() == "----")
    }
}
