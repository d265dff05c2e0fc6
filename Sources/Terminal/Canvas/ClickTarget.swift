/// A part of a canvas that answers to the mouse. What a click does is said in keys, so that the mouse can never do what the keyboard cannot.
package struct ClickTarget: Sendable, Hashable {
    /// The cells.
    package let rect: Rect
    /// The part of the screen that gets the focus first, numbered by whoever drew it; nil when the focus stays where it is.
    package let area: Int?
    /// What is pressed then.
    package let keys: [Key]
    /// Whether the wheel moves something here.
    package let scrolls: Bool
}

extension Canvas {
    /// Makes cells answer to a click. What is drawn later lies above what was drawn before.
    package mutating func answerClicks(in rect: Rect, _ keys: [Key], scrolls: Bool = false) {
        let shown = visible(rect)
        guard !shown.isEmpty else { return }
        clickTargets.append(ClickTarget(rect: shown, area: clickArea, keys: keys, scrolls: scrolls))
    }

    /// Draws a part of the screen that can have the focus: a click on anything in it brings the focus there, and only then presses keys.
    package mutating func area(_ number: Int, in rect: Rect, _ draw: (inout Canvas) -> Void) {
        let outer = clickArea
        clickArea = number
        answerClicks(in: rect, [])
        draw(&self)
        clickArea = outer
    }

    /// Nothing that was drawn so far answers to the mouse any more: something modal comes over it.
    package mutating func coverClicks() { clickTargets = [] }

    /// What a click at a place means; nil when nothing answers there.
    package func clickTarget(at point: Point) -> ClickTarget? { clickTargets.last { $0.rect.contains(point) } }

    /// What the wheel moves at a place.
    package func wheelTarget(at point: Point) -> ClickTarget? { clickTargets.last { $0.scrolls && $0.rect.contains(point) } }
}
