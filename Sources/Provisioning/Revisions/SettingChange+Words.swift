/// The words of what changed in the configuration.
extension SettingChange {
    /// "Scope group Sales <sales@corp.example> added", "Suspend limit from 10:5 to 50:20".
    package var words: String {
        switch (before, after) {
        case (_, "true"?) where setting == "autoprovisioning.on": return "autoprovisioning turned on"
        case (_, "false"?) where setting == "autoprovisioning.on": return "autoprovisioning turned off"
        case (let before?, let after?): return "\(title) from \(Self.value(before, of: setting)) to \(Self.value(after, of: setting))"
        case (nil, let after?): return isListElement ? "\(listTitle) \(after) added" : "\(title) set to \(Self.value(after, of: setting))"
        case (let before?, nil):
            return isListElement ? "\(listTitle) \(before) removed" : "\(title) removed; it was \(Self.value(before, of: setting))"
        case (nil, nil): return title
        }
    }

    /// Whether that it is there is all that the setting says.
    private var isListElement: Bool { Self.plainLists.contains { setting.hasPrefix("\($0.list)[") } }

    private var listTitle: String { Self.plainLists.first { setting.hasPrefix($0.list) }?.words ?? setting }

    /// Lists whose elements are all that there is to say.
    private static let plainLists = [
        (list: "userAccess.groups", words: "access group"), (list: "autoprovisioning.scope.groups", words: "scope group"),
        (list: "exclusions.people", words: "exclusion of"),
    ]

    /// The words of the setting's name.
    package var title: String { Self.title(of: setting, label: label) }

    /// The path of the app's attribute whose mapping the setting is; `nil` for other settings.
    package static func attribute(of setting: String) -> String? {
        setting.hasPrefix("\(mapping)[") && setting.hasSuffix("]") ? String(setting.dropFirst(mapping.count + 1).dropLast()) : nil
    }

    private static let mapping = "autoprovisioning.mapping"

    /// The words of a setting's name; the name itself where there are none.
    ///
    /// - Parameter label: the name of the app's attribute, for its mapping.
    package static func title(of setting: String, label: String? = nil) -> String {
        if let words = names[setting] { return words }
        if let label, attribute(of: setting) != nil { return "mapping of \(label)" }
        for (list, words) in lists where setting.hasPrefix("\(list)[") && setting.hasSuffix("]") {
            return "\(words) \(setting.dropFirst(list.count + 1).dropLast())"
        }
        if setting.hasPrefix("safeguards."), let kind = ActionKind(rawValue: String(setting.dropFirst("safeguards.".count))) {
            return "limit for \(kind.noun)s"
        }
        let parts = setting.split(separator: ".").map(String.init)
        if parts.count == 4, parts[1] == "deprovisioning", let cause = DeprovisioningCause(rawValue: parts[2]) {
            return "\(parts[3] == "suspend" ? "suspension" : "hard delete") \(words(cause))"
        }
        return setting
    }

    /// The words of a value.
    package static func value(_ text: String?, of setting: String) -> String {
        guard let text else { return "not set" }
        if setting.hasPrefix("autoprovisioning.deprovisioning."), let delay = DeprovisioningDelay(rawValue: text) {
            return delay.title.prefix(1).lowercased() + delay.title.dropFirst()
        }
        if setting.hasPrefix("safeguards."), text.contains(":") {
            let parts = text.split(separator: ":")
            return "\(parts.first ?? "") or \(parts.last ?? "") %"
        }
        if setting == "autoprovisioning.setupProgress", let progress = SetupProgress(rawValue: text) { return words(progress) }
        switch text {
        case "true": return setting == "autoprovisioning.on" ? "on" : "yes"
        case "false": return setting == "autoprovisioning.on" ? "off" : "no"
        case "": return "empty"
        default: return text
        }
    }

    private static let names = [
        "administrator": "signed-in administrator", "directory": "directory", "application.baseURL": "server of the app",
        "application.clientID": "client id", "application.redirectPort": "redirect port", "application.profile": "profile of the app",
        "application.protectedAccount": "protected account", "singleSignOnAcknowledged": "single sign-on acknowledged",
        "autoprovisioning.on": "autoprovisioning", "autoprovisioning.setupProgress": "progress of the set-up",
        "autoprovisioning.scope.includesNestedMembers": "nested members of scope groups",
        "autoprovisioning.scope.secondaryDomains": "secondary domains",
        "autoprovisioning.scope.conditions": "conditions of the scope", "exclusions.accounts": "excluded accounts",
        "alerts.repeatHours": "hours until an alert is told again", "alerts.mail.to": "alerts by mail to", "alerts.mail.from": "sender of alerts",
        "alerts.mail.server": "mail server of alerts", "alerts.mail.port": "port of the mail server",
        "alerts.mail.security": "protection of the mail server",
        "alerts.mail.user": "user of the mail server", "alerts.mail.certificates": "certificates of the mail server",
        "alerts.mail.sendmail": "program that takes mail", "alerts.webhook.form": "form of the webhook of alerts",
        "alerts.webhook.host": "host of the webhook of alerts", "alerts.command": "command of alerts", "alerts.pings": "ping after each good run",
        "runIntervalMinutes": "minutes between runs", "reconciliation.readEveryDays": "days within which every account is read",
    ]

    private static let lists = [
        ("userAccess.organizationalUnits", "user access of"), ("userAccess.groups", "access group"), ("autoprovisioning.mapping", "mapping of"),
        ("autoprovisioning.scope.groups", "scope group"), ("exclusions.people", "exclusion of"),
        ("alerts.conditions", "alert about"),
    ]

    private static func words(_ progress: SetupProgress) -> String {
        switch progress {
        case .notStarted: "not begun"
        case .authorized: "authorized"
        case .attributesMapped: "attributes mapped"
        case .scopeChosen: "scope chosen"
        case .finished: "finished"
        }
    }

    private static func words(_ cause: DeprovisioningCause) -> String {
        switch cause {
        case .appTurnedOff: "when the app is turned off"
        case .suspended: "when suspended in Google"
        case .deleted: "when deleted from Google"
        }
    }
}

extension [SettingChange] {
    /// One sentence's part with all of them, separated by semicolons.
    package var words: String { isEmpty ? "no setting changed" : map(\.words).joined(separator: "; ") }
}

extension ConfigurationRevision {
    /// How it came to be: "saved", "revision 4 put back", "edited by hand".
    package var originWords: String {
        switch origin {
        case .saved: "saved"
        case .restored: restored.map { "revision \($0) put back" } ?? "put back"
        case .deleted: "configuration deleted"
        case .found: "found as it was"
        case .editedByHand: "edited by hand"
        case .removedByHand: "config.json removed"
        }
    }
}
