import Terminal

extension ConsoleState {
    /// Rows that one notch of the wheel moves.
    static let wheelRows = 3

    /// Whether the terminal reports the mouse now. While an address has to be copied, the terminal's own selection comes first.
    var reportsMouse: Bool { isMouseOn && !page.isAboutAuthorization }

    /// What the mouse did.
    mutating func handle(_ event: MouseEvent) -> [ConsoleEffect] {
        switch event {
        case .press(let point): return click(point)
        case .wheelUp(let point): return turnWheel(.up, at: point)
        case .wheelDown(let point): return turnWheel(.down, at: point)
        case .secondaryPress, .release: return []
        }
    }

    private mutating func click(_ point: Point) -> [ConsoleEffect] {
        if isHelpShown { return press(keys: [.escape]) }
        if question == nil, palette == nil, let step = breadcrumb.step(at: point, in: Rect(size), symbols: symbols) { return goBack(to: step) }
        guard let target = draw().clickTarget(at: point) else { return [] }
        if let area = target.area { focus(area) }
        return press(keys: target.keys)
    }

    /// Goes back to a step of the line at the top, as Escape does, one page after the other; a question on the way stops there.
    private mutating func goBack(to step: Int) -> [ConsoleEffect] {
        guard pages.first?.isEntrance == false else { return [] }
        // The first step has no page of its own, and the steps of the setup share one.
        let wanted = max(1, step)
        var effects: [ConsoleEffect] = []
        while path.count - 1 > wanted, pages.count > 1, question == nil {
            let depth = pages.count
            effects += perform(.back)
            guard pages.count < depth else { break }
        }
        return effects
    }

    private mutating func turnWheel(_ key: Key, at point: Point) -> [ConsoleEffect] {
        if isHelpShown { return press(keys: Array(repeating: key, count: Self.wheelRows)) }
        guard let target = draw().wheelTarget(at: point) else { return [] }
        if let area = target.area { focus(area) }
        return press(keys: Array(repeating: key, count: Self.wheelRows))
    }

    private mutating func focus(_ area: Int) {
        if question != nil {
            question?.dialog.focus(area: area)
        } else if palette == nil, var page = pages.popLast() {
            page.focus(area: area, model)
            pages.append(page)
        }
    }

    /// Presses keys that were meant for what is shown now: a question or another page that comes up in between gets none of them.
    private mutating func press(keys: [Key]) -> [ConsoleEffect] {
        let (depth, asked) = (pages.count, question != nil)
        var effects: [ConsoleEffect] = []
        for key in keys {
            effects += handle(.terminal(.key(key)))
            guard pages.count == depth, (question != nil) == asked else { break }
        }
        return effects
    }
}
