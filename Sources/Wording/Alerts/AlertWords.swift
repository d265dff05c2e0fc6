package import Provisioning

/// What alerts say: what, since when, and whom it concerns.
extension Alert {
    /// One sentence or two, for a message and for the screens.
    package func sentence(application: String) -> String {
        switch kind {
        case .reauthorization:
            "The authorization of \(application) ended on \(since.words): no account is created, changed or suspended until somebody reauthorizes it."
                + said
        case .authorizationEnds:
            "The authorization of \(application) ends on \((until ?? since).words) unless a run renews it first."
        case .held:
            standing("\(count.counted("action")) \(are) held by the safeguards", ", and \(count == 1 ? "waits" : "wait") for a decision.")
        case .problems:
            standing("\(count.counted("person", "people")) \(count == 1 ? "has a problem" : "have problems") that somebody has to fix", ": \(names).")
        case .failures:
            standing("Changes fail for \(count.counted("person", "people"))", ": \(names).")
        case .noSuccess:
            "No run has finished since \(since.words): people who left since then keep their accounts, and new people have none." + said
        case .noService:
            "Autoprovisioning is on, but nothing has started its runs since \(since.words) at the latest."
        case .serviceWhileOff:
            "Autoprovisioning has been off since \(since.words) at the latest although its service runs: nothing is written."
        case .deletionsDue:
            "\(count.counted("account")) will be permanently deleted from \((until ?? since).words) on: \(names)."
        case .findings:
            standing(
                "\(count.counted("account")) in \(application) \(count == 1 ? "differs" : "differ") from the ledger",
                ", and \(count == 1 ? "waits" : "wait") for a decision.")
        case .licenses:
            (count == 0
                ? "\(application) has no free license left: new people wait for an account."
                : "\(application) has only \(count.counted("free license")) left: more new people than that will wait for an account.")
                + " Licenses have been short since \(since.words)."
        case .clock:
            "This machine's clock is wrong" + clockWords
                + ": nobody is suspended or deleted until it is right. It has been wrong since \(since.words) by that clock."
        case .disk:
            "Only \(count) MB are free on the ledger's disk: a run that cannot record what it does stops. Space has been short since \(since.words)."
        case .delivery:
            "Messages by \(concerned.joined(separator: " and ")) have not been delivered since \(since.words)." + said
        }
    }

    /// What to do, and where: by a command, and in the console.
    package var cure: String {
        switch kind {
        case .reauthorization:
            "Reauthorize it: autoprovision authorize, or press R on the app's page of the console. See what is due: autoprovision pending"
        case .authorizationEnds: "See why runs do not renew it: autoprovision doctor. Or reauthorize it: autoprovision authorize"
        case .held: "Review and decide: autoprovision held, or the page Preview of the console."
        case .problems: "See the cause and the cure of each: autoprovision failures, or the page Failures of the console."
        case .failures: "See why, and when it is tried again: autoprovision failures, or the page Failures of the console."
        case .noSuccess: "Find out what prevents it: autoprovision doctor. Then start a run: autoprovision sync"
        case .noService:
            "Start the service: sudo systemctl enable --now autoprovision, or one of your own: autoprovision run --install. Or turn autoprovisioning off: "
                + "autoprovision off"
        case .serviceWhileOff:
            "Turn it on: autoprovision on, or the slider on the app's page of the console. Or stop the service: systemctl stop autoprovision"
        case .deletionsDue: "Look at each, and cancel what must not happen: autoprovision pending, or the page Pending of the console."
        case .findings: "Review each and decide: autoprovision accounts --findings, or the page Accounts of the console."
        case .licenses: "Add licenses in the app. Who waits, and what frees a license: autoprovision plan, or the page Preview of the console."
        case .clock: "Set the clock, preferably with a time service: timedatectl set-ntp true"
        case .disk: "Free some space on that disk. What grows there, and how fast, is in the documentation under Operate it."
        case .delivery: "Correct its settings and send a test message: autoprovision alerts --test, or the page Alerts of the console."
        }
    }

    /// That it is over.
    package func ending(application: String) -> String { "Resolved: the alert \"\(kind.title)\", open since \(since.words)." }

    private var are: String { count == 1 ? "is" : "are" }

    /// What holds now for so many, of whom the first came at the beginning of the alert.
    private func standing(_ words: String, _ rest: String) -> String {
        words + (count == 1 ? " since \(since.words)" : ", the first since \(since.words)") + rest
    }

    private var said: String { reason.map { " \($0)" } ?? "" }

    private var names: String {
        let rest = count - concerned.count
        return concerned.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    private var clockWords: String {
        guard let reason, count > 0 else { return "" }
        return count < 120 ? " by \(count.counted("second")) (\(reason))" : " by \((count / 60).counted("minute")) (\(reason))"
    }
}

extension AlertKind {
    /// What it is called in lists and subjects.
    package var title: String {
        switch self {
        case .reauthorization: "Authorization ended"
        case .authorizationEnds: "Authorization ends soon"
        case .held: "Held by safeguards"
        case .problems: "People with problems"
        case .failures: "Failing actions"
        case .noSuccess: "No successful run"
        case .noService: "On, but no service"
        case .serviceWhileOff: "Service, but off"
        case .deletionsDue: "Deletions due"
        case .findings: "Findings in the app"
        case .licenses: "Few licenses"
        case .clock: "Wrong clock"
        case .disk: "Disk nearly full"
        case .delivery: "Undelivered messages"
        }
    }

    /// When it is opened, for the list of conditions; `threshold` is the number that counts.
    package func words(threshold: Int) -> String {
        switch self {
        case .reauthorization: "the authorization has ended"
        case .authorizationEnds: "the authorization ends within \(threshold.counted("day"))"
        case .held: "the safeguards hold \(threshold.counted("action")) or more"
        case .problems: "a problem is older than \(threshold.counted("hour"))"
        case .failures: "actions fail for \(threshold.counted("person", "people")) or more"
        case .noSuccess: "no run has finished for \(threshold.counted("hour")), or for two intervals if those are longer"
        case .noService: "it is on and no service runs for \(threshold.counted("minute"))"
        case .serviceWhileOff: "a service runs although it is off, for \(threshold.counted("hour"))"
        case .deletionsDue: "hard deletes are due within \(threshold.counted("hour"))"
        case .findings: "\(threshold) or more findings wait for a decision"
        case .licenses: "the app has fewer than \(threshold.counted("free license"))"
        case .clock: "this machine's clock is wrong"
        case .disk: "fewer than \(threshold) MB are free on the ledger's disk"
        case .delivery: "a message could not be delivered for \(threshold.counted("minute"))"
        }
    }
}

extension AlertWay {
    /// For sentences and lists.
    package var title: String {
        switch self {
        case .mail: "Mail"
        case .webhook: "Webhook"
        case .command: "Command"
        }
    }
}
