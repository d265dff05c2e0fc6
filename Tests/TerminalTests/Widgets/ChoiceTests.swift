import Terminal
import Testing

@Suite("Check box, radio group, switch, buttons", .timeLimit(.minutes(5)))
struct ChoiceTests {
    @Test(
        "a check box is ticked with the space bar",
        arguments: [(Key.character(" "), Handling.changed, true), (.enter, .activated, false), (.down, .ignored, false)])
    func checkBox(key: Key, handling: Handling, isOn: Bool) {
        var box = CheckBox("Suspend")
        #expect(box.handle(key) == handling)
        #expect(box.isOn == isOn)
    }

    @Test("a disabled check box says why")
    func disabledCheckBox() {
        var box = CheckBox("Delete", disabledReason: "Needs an authorization.")
        #expect(box.handle(.character(" ")) == .handled)
        #expect(!box.isOn)
        #expect(drawn(40) { box.draw(on: &$0, in: $1, focused: true) }.plainText() == "[ ] Delete  Needs an authorization.")
        #expect(drawn(40) { box.draw(on: &$0, in: $1, focused: false) }.plainText() == "[ ] Delete")
    }

    @Test("a ticked box", arguments: [(SymbolSet.unicode, "[✓] Suspend"), (.ascii, "[x] Suspend")])
    func tickedBox(symbols: SymbolSet, shown: String) {
        #expect(drawn(20, symbols: symbols) { CheckBox("Suspend", isOn: true).draw(on: &$0, in: $1, focused: false) }.plainText() == shown)
    }

    @Test(
        "arrows choose, and leave the group at its ends",
        arguments: [
            (RadioGroup.Direction.vertical, [Key.down], 1, Handling.changed), (.vertical, [.up], 0, .ignored),
            (.vertical, [.down, .down, .down], 2, .ignored),
            (.vertical, [.right], 0, .ignored), (.vertical, [.character("j"), .character("k")], 0, .changed), (.horizontal, [.right], 1, .changed),
            (.horizontal, [.left], 0, .ignored), (.horizontal, [.down], 0, .ignored), (.vertical, [.enter], 0, .activated),
            (.vertical, [.character(" ")], 0, .handled),
        ])
    func radio(direction: RadioGroup.Direction, keys: [Key], selection: Int, last: Handling) {
        var group = RadioGroup(["a", "b", "c"], direction: direction)
        var handling = Handling.ignored
        for key in keys { handling = group.handle(key) }
        #expect(group.selection == selection)
        #expect(handling == last)
    }

    @Test("a group without a choice yet, and one that is disabled")
    func radioStates() {
        var open = RadioGroup(["a", "b"], selection: nil)
        #expect(open.handle(.character(" ")) == .changed)
        #expect(open.selection == 0)
        var disabled = RadioGroup(["a", "b"], isEnabled: false)
        #expect(disabled.handle(.down) == .ignored)
        #expect(disabled.selection == 0)
        var empty = RadioGroup([])
        #expect(empty.handle(.down) == .ignored)
    }

    @Test("a group on the screen")
    func radioDrawing() {
        #expect(
            drawn(20, 2) { RadioGroup(["7 days", "21 days"], selection: 1).draw(on: &$0, in: $1, focused: true) }.plainText()
                == "(○) 7 days\n(●) 21 days")
        let across = RadioGroup(["On", "Off"], direction: .horizontal)
        #expect(drawn(20, symbols: .ascii) { across.draw(on: &$0, in: $1, focused: true) }.plainText() == "(*) On   ( ) Off")
    }

    @Test(
        "side by side no option is cut while the gaps can give way",
        arguments: [(22, "(*) On   ( ) Off"), (16, "(*) On   ( ) Off"), (15, "(*) On  ( ) Off"), (14, "(*) On ( ) Off")])
    func radioGaps(columns: Int, text: String) {
        let across = RadioGroup(["On", "Off"], direction: .horizontal)
        #expect(drawn(columns, symbols: .ascii) { across.draw(on: &$0, in: $1, focused: true) }.plainText() == text)
    }

    @Test("a switch never flips by itself")
    func slider() {
        var slider = Slider(isOn: false)
        #expect(slider.handle(.character(" ")) == .activated)
        #expect(slider.handle(.enter) == .activated)
        #expect(!slider.isOn)
        #expect(slider.handle(.down) == .ignored)
        slider.disabledReason = "The app is on for nobody."
        #expect(slider.handle(.enter) == .handled)
    }

    @Test(
        "a switch says its state in words",
        arguments: [
            (false, nil, "[●━━] OFF"), (true, nil, "[━━●] ON"), (false, "The app is on for nobody.", "[●━━] OFF  The app is on for nobody."),
        ] as [(Bool, String?, String)])
    func sliderDrawing(isOn: Bool, reason: String?, shown: String) {
        #expect(drawn(50) { Slider(isOn: isOn, disabledReason: reason).draw(on: &$0, in: $1, focused: false) }.plainText() == shown)
    }

    @Test("a switch in ASCII")
    func asciiSlider() {
        #expect(drawn(20, symbols: .ascii) { Slider(isOn: true).draw(on: &$0, in: $1, focused: true) }.plainText() == "[==o] ON")
    }

    @Test(
        "keys on buttons",
        arguments: [
            ([Key.right], 1, Handling.handled), ([.tab, .tab], 2, .handled), ([.left], 0, .ignored), ([.right, .right, .right], 2, .ignored),
            ([.right, .backTab], 0, .handled),
            ([.enter], 0, .activated), ([.right, .enter], 1, .handled), ([.right, .right, .character(" ")], 2, .activated), ([.escape], 0, .ignored),
        ])
    func buttons(keys: [Key], focus: Int, last: Handling) {
        var row = ButtonRow([Button("Back"), Button("Skip", disabledReason: "Not possible here."), Button("Continue", isPrimary: true)])
        var handling = Handling.ignored
        for key in keys { handling = row.handle(key) }
        #expect(row.focus == focus)
        #expect(handling == last)
    }

    @Test("a disabled button with the focus says why")
    func buttonDrawing() {
        let row = ButtonRow([Button("Back"), Button("Continue", isPrimary: true, disabledReason: "E-mail is not mapped.")], focus: 1)
        #expect(drawn(60) { row.draw(on: &$0, in: $1, focused: true) }.plainText() == "[ Back ]  ( Continue )  E-mail is not mapped.")
        #expect(drawn(30, 2) { row.draw(on: &$0, in: $1, focused: true) }.plainText() == "[ Back ]  ( Continue )\nE-mail is not mapped.")
        #expect(drawn(60) { row.draw(on: &$0, in: $1, focused: false) }.plainText() == "[ Back ]  ( Continue )")
        #expect(drawn(24) { row.draw(on: &$0, in: $1, focused: true) }.styleText() == "nnnnnnnn..NNNNNNNNNNNN..")
        #expect(row.columns == 22)
        #expect(ButtonRow([]).focused == nil)
    }
}
