import Foundation

extension AlertSettings {
    /// What cannot be right in it.
    var problems: [ConfigurationProblem] {
        var problems: [ConfigurationProblem] = []
        func report(_ path: String, _ message: String) { problems.append(.init(path: "alerts.\(path)", message: message)) }
        var seen: Set<String> = []
        for (index, condition) in conditions.enumerated() {
            let place = "conditions[\(index)]"
            guard let kind = AlertKind(rawValue: condition.id) else {
                report("\(place).id", "there is no condition \"\(condition.id)\"; there are \(Self.list(AlertKind.self)).")
                continue
            }
            if !seen.insert(condition.id).inserted { report("\(place).id", "\"\(condition.id)\" stands twice; write it once.") }
            let rule = AlertRule.of(kind)
            if let threshold = condition.threshold {
                if rule.threshold == nil {
                    report("\(place).threshold", "\"\(condition.id)\" has no threshold; leave it out.")
                } else if !rule.range.contains(threshold) {
                    report(
                        "\(place).threshold",
                        "\(threshold) is out of range; write \(rule.range.lowerBound) to \(rule.range.upperBound) (\(rule.unit.rawValue)).")
                }
            }
            for way in condition.ways ?? [] where AlertWay(rawValue: way) == nil {
                report("\(place).ways", "there is no way \"\(way)\"; there are \(Self.list(AlertWay.self)).")
            }
        }
        problems += SettingsTable.problems(with: repeatHours, at: "alerts.repeatHours")
        if let mail { problems += mail.problems }
        if let webhook, webhook.host.isEmpty || !webhook.host.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0.value < 0x7F }) {
            report("webhook.host", "it is no host; set the webhook up with `autoprovision setup --alert-webhook-file FILE`.")
        }
        problems += SettingsTable.problems(withPath: command.first, at: "alerts.command")
        if command.contains(where: { $0.unicodeScalars.contains { $0.value == 0 } }) { report("command", "an argument holds a zero byte.") }
        return problems
    }

    private static func list<Value: CaseIterable & RawRepresentable>(_ type: Value.Type) -> String where Value.RawValue == String {
        type.allCases.map(\.rawValue).joined(separator: ", ")
    }
}

extension MailSettings {
    /// What cannot be right in it.
    var problems: [ConfigurationProblem] {
        var problems: [ConfigurationProblem] = []
        func report(_ path: String, _ message: String) { problems.append(.init(path: "alerts.mail.\(path)", message: message)) }
        if to.isEmpty { report("to", "nobody is named; write one address or more.") }
        if to.count > 50 { report("to", "\(to.count) addresses are too many; write 50 at most, or the address of a list.") }
        for (index, address) in to.enumerated() where !Self.isAddress(address) {
            report("to[\(index)]", "\"\(address)\" is not a whole address, such as it@example.com.")
        }
        if let from, !Self.isAddress(from) { report("from", "\"\(from)\" is not a whole address, such as autoprovision@example.com.") }
        if let server, !Self.isHost(server) { report("server", "\"\(server)\" is not the name of a server, such as smtp.example.com.") }
        problems += SettingsTable.problems(with: port, at: "alerts.mail.port")
        if server == nil {
            for (name, isSet) in [("port", port != nil), ("security", security != nil), ("user", user != nil), ("certificates", certificates != nil)]
            where isSet {
                report(name, "it belongs to an SMTP server; write alerts.mail.server too, or leave it out.")
            }
        } else if sendmail != nil {
            report("sendmail", "mail goes by alerts.mail.server; leave one of the two out.")
        }
        if user != nil, security == MailSettings.Security.none, !Self.isLoopback(server ?? "") {
            report("security", "a password would travel in the clear; write startTLS or tls.")
        }
        if let user, user.isEmpty || user.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            report("user", "it is no name to sign in with; write one, or leave it out.")
        }
        return problems + SettingsTable.problems(withPath: certificates, at: "alerts.mail.certificates")
            + SettingsTable.problems(withPath: sendmail, at: "alerts.mail.sendmail")
    }

    /// Whether mail can go to it: one @ with something printable on both sides (RFC 5321 §4.1.2 without quoted names), and nothing that a server or a program would
    /// take for something else.
    package static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, !parts[0].isEmpty, !text.hasPrefix("-"), isHost(String(parts[1])) else { return false }
        let marks = "!#$%&'*+-/=?^_`{|}~."
        return parts[0].unicodeScalars.allSatisfy {
            ($0.isASCII && $0.properties.isAlphabetic) || ("0"..."9").contains($0) || marks.unicodeScalars.contains($0)
        }
    }

    private static func isHost(_ text: String) -> Bool {
        !text.isEmpty && !text.hasPrefix("-") && !text.hasPrefix(".") && text.utf8.count <= 253
            && text.unicodeScalars.allSatisfy {
                ($0.isASCII && $0.properties.isAlphabetic) || ("0"..."9").contains($0) || $0 == "." || $0 == "-" || $0 == ":" || $0 == "["
                    || $0 == "]"
            }
    }

    private static func isLoopback(_ host: String) -> Bool { ["127.0.0.1", "localhost", "[::1]"].contains(host) }
}
