import Terminal

/// Letters that come faster than anybody types: pasted text whose terminal does not mark it as such. Taken together they are one insertion, and not a thousand.
enum TypedRun {
    /// So many letters at once were not typed by hand.
    private static let fewest = 16

    /// The events, with each long run of letters as one paste. Line ends stay the keys that they are.
    /// - Parameter takesText: whether letters go into a field; elsewhere each is a command.
    static func joined(_ events: [ConsoleEvent], takesText: Bool) -> [ConsoleEvent] {
        guard takesText, events.count >= fewest else { return events }
        var result: [ConsoleEvent] = []
        var run: [Character] = []
        func end() {
            result += run.count < fewest ? run.map { .terminal(.key(.character($0))) } : [.terminal(.paste(String(run)))]
            run = []
        }
        for event in events {
            if case .terminal(.key(.character(let character))) = event {
                run.append(character)
            } else {
                end()
                result.append(event)
            }
        }
        end()
        return result
    }
}
