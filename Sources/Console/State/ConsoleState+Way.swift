import Directory
import Provisioning
import Sync
import Terminal
import Wording

extension ConsoleState {
    /// Before somebody signed in there is nowhere to go.
    var canGoAnywhere: Bool { !page.isEntrance }

    /// Shows the field that leads anywhere.
    mutating func openPalette() {
        guard canGoAnywhere else { return }
        palette = Palette(self)
    }

    /// Applies a key to the palette that is open.
    mutating func handlePalette(_ key: Key) -> [ConsoleEffect] {
        guard key != .escape, key != .control("p") else {
            palette = nil
            return []
        }
        guard let entry = palette?.handle(key) else { return lists() }
        palette = nil
        return open(entry)
    }

    /// Asks for what has a name of its own, when somebody looks for something the first time.
    private mutating func lists() -> [ConsoleEffect] {
        guard palette?.isSearching == true, !hasAskedForNames, Place.isSetUp(model) else { return [] }
        hasAskedForNames = true
        return (model.everybody == nil ? [.task(PeoplePage.List())] : []) + (model.groups.value == nil ? [.task(ListGroups())] : [])
            + (model.units.value == nil ? [.task(ListUnits())] : [])
    }

    private mutating func open(_ entry: PaletteEntry) -> [ConsoleEffect] {
        switch entry {
        case .command(let command): return carryOut(command)
        case .setting(_, let place): return go(to: place)
        default: break
        }
        guard page.step != nil || !page.hasUnsavedChanges(model) else {
            say("Save what you changed on this page first, or discard it.", .warning)
            return []
        }
        switch entry {
        case .command, .setting: return []
        case .unit(let unit): return enter(.userAccess, showing: UserAccessPage(model, unit: unit.path))
        case .group(let group): return enter(.scope, showing: ScopePage(mode: .edit, model, searching: group.name))
        case .person(let person): return enter(.people) + push(ExplainPage(personID: person.id))
        case .run(let number): return enter(.activity, showing: ActivityPage(ActivityQuery(run: number)))
        }
    }

    /// Goes to a place and shows a page there that points to something.
    private mutating func enter(_ place: Place, showing page: any Page) -> [ConsoleEffect] {
        let effects = enter(place)
        pages[pages.count - 1] = page
        return effects + page.appeared(model)
    }

    private mutating func carryOut(_ command: PaletteCommand) -> [ConsoleEffect] {
        switch command {
        case .go(let place): return go(to: place)
        case .turnOn: return turnOn()
        case .turnOff:
            question = .turnOff(model)
            return []
        case .runNow: return perform(.effect(.run(released: [])))
        case .stopRun: return [.stopRun]
        case .deleteConfiguration:
            question = .deleteConfiguration(model)
            return []
        case .signOut:
            question = .signOut(model)
            return []
        case .refresh: return [.loadStatus] + page.appeared(model)
        case .mouse:
            isMouseOn.toggle()
            say(isMouseOn ? "The mouse works here now." : "The mouse selects text as everywhere in this terminal.", .success)
            return []
        case .help:
            isHelpShown = true
            return []
        case .quit: return quit()
        }
    }

    /// Asks before the switch is turned on, with what that leads to; or says what is in the way and goes there.
    mutating func turnOn() -> [ConsoleEffect] {
        guard let blocked = model.turnOnBlocked else { return perform(.task(ForetellTurnOn())) }
        switch blocked.place {
        case .userAccess:
            let effects = go(to: .userAccess)
            say(blocked.description, .warning)
            return effects
        case .authorization: return go(to: .authorization)
        default:
            say(blocked.description, .warning)
            return []
        }
    }

    /// Leaves the console, after a question when something would be lost by it.
    mutating func quit() -> [ConsoleEffect] {
        let losses = losses
        guard !losses.isEmpty else { return [.quit] }
        question = .leave(losing: losses)
        return []
    }

    /// Ctrl-C leaves at once, a run stops in order; what was typed is asked about once, and the second time it is meant.
    mutating func interrupt() -> [ConsoleEffect] {
        guard page.hasUnsavedChanges(model), question?.purpose != .quit else { return [.quit] }
        palette = nil
        isHelpShown = false
        question = .leave(losing: losses)
        return []
    }

    /// One page back. What was typed in the setup is kept, which is said when the setup is left.
    mutating func goBack() -> [ConsoleEffect] {
        let wasInSetUp = page.step != nil
        let effects = leavePage()
        if wasInSetUp, page.step == nil, stash.values.contains(where: { $0.hasUnsavedChanges(model) }) {
            say("What you entered in the setup is kept, but not saved yet.", .warning)
        }
        // What was done on the page that was left may concern what this one shows.
        return effects + [.loadStatus] + page.homeChanged(model)
    }

    /// Puts a step of a halfway setup on the way. The way ends at the first page with input that is not saved yet.
    mutating func resume(_ step: SetupStep) -> [ConsoleEffect] {
        guard page.step == nil || !page.hasUnsavedChanges(model) else { return [] }
        let effects = push(step)
        if page.hasUnsavedChanges(model) { say("What you entered here before is kept; it is not saved yet.", .warning) }
        return effects
    }

    /// Goes to a place, after a question when input would be lost by it.
    mutating func go(to place: Place) -> [ConsoleEffect] {
        guard page.hasUnsavedChanges(model), page.step == nil else { return enter(place) }
        question = .discardChanges(goingTo: place)
        return []
    }

    /// Goes to a place. Pages of the setup keep their input for when somebody comes back.
    mutating func enter(_ place: Place) -> [ConsoleEffect] {
        var effects: [ConsoleEffect] = []
        while pages.count > 1 { effects += leavePage() }
        pages = place.way(model)
        return effects + [.loadStatus] + page.appeared(model)
    }

    /// Takes the last page off the way.
    mutating func leavePage() -> [ConsoleEffect] {
        let left = page
        pop()
        return left.left(&model)
    }
}
