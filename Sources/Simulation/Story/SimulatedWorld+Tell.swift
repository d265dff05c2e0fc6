import Foundation
import Provisioning
import Sync

extension SimulatedWorld {
    /// The story: things happen, time passes, the program runs.
    func tell() async throws {
        // The older copy of a ledger may know of nobody at all.
        if character.hasRestoredLedger, dice.chance(50) { backUp() }
        try await run()
        let beats = dice.within(dice.draw((6, 2...3), (3, 4...6), (1, 7...12)))
        for _ in 0..<beats {
            try await changeSomething()
            // What was found by the last run may be otherwise by now.
            alertOracle.unsettle()
            try await changeWhatIsTold()
            try await passTime()
            // Whoever exports may do so when the run is about to begin.
            copyHalf()
            if telling.chance(60) { try await lookAtAlerts() }
            try await run(drawPlan(), released: dice.chance(30) ? Set(ActionKind.allCases) : [])
            if dice.chance(20) { try await run(drawPlan()) }
        }
        if odd.chance(60) { try putBackOlderLedger() }
    }

    private func changeSomething() async throws {
        letUnseenLeave()
        let edits = dice.within(0...5)
        for _ in 0..<edits { editDirectory() }
        if edits > 0 { readDirectory() }
        if character.hasMovingUnits {
            if odd.chance(60) { changeUnits() }
            if odd.chance(30) { leave() }
        }
        await turnIdentity()
        if isAskedAboutIdentities, odd.chance(60) { await separateIdentities() }
        if isForeign, odd.chance(60) { try await rebind() }
        copyHalf()
        if character.hasFalseAnswers, odd.chance(50) { hire() }
        if character.hasHandovers, odd.chance(35) { handOver() }
        if character.hasRefusals { turnRefusal() }
        if character.hasActivation {
            activateSome()
            // Whether an account that nobody has activated is suspended cannot be seen.
            if odd.chance(40) { leave() }
        }
        if character.hasGaps { turnGap() }
        if character.hasBadClock {
            setClock()
            if odd.chance(60) { leave() }
        }
        if character.hasDecisions {
            if dice.chance(60) { await decide() }
            if dice.chance(40) { await makeMistake() }
        }
        if dice.chance(20) { try await editRules() }
        if dice.chance(60) { try await takeOutWhatIsGone() }
        if dice.chance(12) { deleteGroupOfRules() }
        if character.hasHands, dice.chance(30) { editByHand() }
        if dice.chance(6) { editLicences() }
        if dice.chance(5) { revoke() }
        if isRevoked, dice.chance(80) { try await authorize() }
        if dice.chance(5) || (!cloud.with { $0.rules.isOn } && dice.chance(60)) { try await turnSwitch() }
        if character.hasRestoredLedger { try keepLedger() }
        // A program may also be started again with nobody having died.
        if dice.chance(10) { try restart() }
    }

    /// Somebody leaves whose account was just made, and no run knows that there is one.
    private func letUnseenLeave() {
        let person = cloud.with { state in
            defer { state.unseenCreation = nil }
            return state.unseenCreation.flatMap { state.truth.people[$0] }
        }
        guard let person, !person.isSuspended, !person.isDeleted, odd.chance(70) else { return }
        act(person.id, "suspend")
        readDirectory()
    }

    /// The directory's lists begin or cease to leave out somebody who has an account.
    private func turnGap() {
        if let id = leftOut {
            guard dice.chance(30) else { return }
            leftOut = nil
            let name = cloud.with { $0.name(id) }
            note("the lists name \(name) again")
        } else if dice.chance(70) {
            let accounts = cloud.with { $0.accounts.values.filter { $0.id != CloudState.administratorAccount }.compactMap(\.externalID).sorted() }
            leftOut = dice.pick(accounts)
            let name = cloud.with { [leftOut] in $0.name(leftOut) }
            note("the lists leave out \(name)")
        }
    }

    private func restart() throws {
        if isShared { return try restartMachine() }
        cloud.with { $0.endProcess() }
        let copy = folder.appending(path: "restarted")
        HomeFiles.copy(from: process.folder, to: copy)
        // A new process does not know the app's limits yet: what the old one spent has to be forgotten by the app first.
        clock.advance(by: 120)
        try revive(from: copy)
    }

    /// From minutes to eight days; often to just before something is due, and then to that very moment.
    private func passTime() async throws {
        let now = clock.now
        let due = cloud.with { state in state.oracle.dueMoments(after: now, truth: state.truth, rules: state.rules) }
        if let moment = dice.pick(Array(due.prefix(3))), moment.timeIntervalSince(now) > 2, dice.chance(60) {
            while moment.timeIntervalSince(clock.now) > 6 * 86_400 {
                clock.advance(by: 5 * 86_400)
                if dice.chance(90) { try await run(drawPlan()) }
            }
            clock.advance(to: moment - Double(dice.within(2...9)) / 10)
            note("time passes until just before something is due")
            try await run()
            clock.advance(to: moment)
            note("time passes until something is due")
        } else {
            // Mostly the program runs at least every few days, as it has to: its authorization ends after seven.
            if dice.chance(50) {
                clock.advance(by: Double(dice.within(600...4_320)) * 60)
                try await run(drawPlan())
            }
            let minutes = dice.draw((3, dice.within(1...90)), (3, dice.within(60...1_440)), (3, 1_440), (2, dice.within(1_440...11_520)))
            clock.advance(by: Double(minutes) * 60 + Double(dice.below(60_000)) / 1_000)
            note("\(minutes) minutes pass")
        }
    }

    /// What is to happen to the next run. Most of what can go wrong with a write goes wrong at a write.
    private func drawPlan() -> RunPlan {
        var plan = RunPlan()
        if character.hasOtherClient, dice.chance(40) { plan.requests[dice.within(8...24)] = .otherClient(dice.within(1...12)) }
        if character.hasBadClock, dice.chance(40) { plan.requests[dice.within(1...10)] = .setClock(drawClockError()) }
        if character.hasBadClock, dice.chance(40) {
            // Days behind when the run begins; somebody notices while the directory is read.
            if dice.chance(60) { cloud.setMachineClock(secondsAhead: -Double(dice.within(7_200...500_000))) }
            plan.requests[dice.within(2...7)] = .setClock(0)
        }
        if character.hasLyingApp { plan.appLie = dice.pick(AppLie.allCases) }
        if character.hasFalseAnswers {
            for _ in 0..<odd.within(1...2) {
                if odd.chance(70) {
                    plan.writes[odd.draw((3, 1), (2, 2), (1, 3))] = .answer(drawFalseAnswer(isForRead: false))
                } else {
                    plan.requests[odd.within(2...14)] = .answer(drawFalseAnswer(isForRead: true))
                }
            }
        }
        if character.files != nil, character.hasBadClock { plan.tellsNoTime = odd.chance(40) }
        // A list of all accounts is read when links may be missing: that is when one that ends early does harm.
        if hasRestored, dice.chance(60) { plan.appLie = .endsEarly }
        drawTroubleOfMachines(&plan)
        guard dice.chance(character.trouble) else { return plan }
        for _ in 0..<dice.draw((4, 1), (2, 2), (1, 4)) {
            if dice.chance(60) {
                plan.writes[dice.within(1...4)] = drawDisturbanceOfWrite()
            } else {
                plan.requests[dice.within(1...14)] = drawDisturbance()
            }
        }
        return plan
    }

    private func drawDisturbanceOfWrite() -> Disturbance {
        if character.hasBadClock, dice.chance(30) { return .setClock(drawClockError()) }
        return switch dice.below(13) {
        case 0...4: .crash(afterEffect: dice.chance(60))
        case 5...9: .network(drawFault())
        case 10...11: .switchOff
        default: .secondWriter
        }
    }

    private func drawDisturbance() -> Disturbance {
        if character.hasBadClock, dice.chance(30) { return .setClock(drawClockError()) }
        switch dice.below(12) {
        case 0...2: return .crash(afterEffect: dice.chance(60))
        case 3...5: return .network(drawFault())
        case 6...10:
            let kinds = ["emptyListing", "shortListing", "shortListing", "repeatPageToken", "truncate", "status"]
            return .lie(dice.pick(kinds) ?? "emptyListing")
        default: return .secondWriter
        }
    }

    /// The machine's clock is set between two runs: right, a little wrong, or far off.
    private func setClock() {
        if dice.chance(50) { cloud.setMachineClock(secondsAhead: drawClockError()) }
    }

    private func drawClockError() -> Double {
        let size: Int
        switch dice.below(11) {
        case 0...4: return 0
        case 5...6: size = dice.within(1...299)
        case 7...8: size = dice.within(301...7_200)
        default: size = dice.within(7_200...3_000_000)
        }
        return dice.chance(50) ? Double(size) : Double(-size)
    }

    private func drawFault() -> NetworkFault {
        dice.draw(
            (2, .dropBefore), (4, .dropAfter), (2, .refuse(status: 503)), (1, .refuse(status: 500)), (2, .failAfter(status: 503)),
            (1, .failAfter(status: 500)), (2, .slow(Double(dice.within(1...90)))), (2, .truncate))
    }
}
