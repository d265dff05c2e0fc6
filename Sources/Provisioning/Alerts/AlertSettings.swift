/// What administrators are told, how often and by which ways: `alerts` in `config.json`. What is secret of it (a password, the webhook's address) is sealed.
package struct AlertSettings: Sendable, Equatable {
    /// The conditions that differ from the table of defaults.
    package var conditions: [AlertCondition]
    /// Hours after which an alert that is still open is told again; 0 tells it once.
    package var repeatHours: Int
    package var mail: MailSettings?
    package var webhook: WebhookSettings?
    /// A program that gets each message on its standard input, with its arguments; empty when there is none.
    package var command: [String]
    /// Whether a sealed address is called after each run that came to its end.
    package var pings: Bool

    /// Makes settings; without arguments, those of a fresh start, which tell nobody.
    package init(
        conditions: [AlertCondition] = [], repeatHours: Int = 24, mail: MailSettings? = nil, webhook: WebhookSettings? = nil, command: [String] = [],
        pings: Bool = false
    ) {
        self.conditions = conditions
        self.repeatHours = repeatHours
        self.mail = mail
        self.webhook = webhook
        self.command = command
        self.pings = pings
    }

    /// The ways that are set up, in the order in which they are listed.
    package var ways: [AlertWay] {
        AlertWay.allCases.filter { way in
            switch way {
            case .mail: mail != nil
            case .webhook: webhook != nil
            case .command: !command.isEmpty
            }
        }
    }

    /// What was chosen for a kind; `nil` where the table of defaults counts.
    private func condition(_ kind: AlertKind) -> AlertCondition? { conditions.first { $0.id == kind.rawValue } }

    /// Whether anybody wants to know.
    package func isOn(_ kind: AlertKind) -> Bool { condition(kind)?.isOn ?? AlertRule.of(kind).isOn }

    /// From where on it is true; 0 where there is nothing to choose.
    package func threshold(_ kind: AlertKind) -> Int { condition(kind)?.threshold ?? AlertRule.of(kind).threshold ?? 0 }

    /// The same in seconds, where it is a time.
    package func patience(_ kind: AlertKind) -> Double { AlertRule.seconds(threshold(kind), AlertRule.of(kind).unit) }

    /// By which ways a kind is told.
    package func ways(of kind: AlertKind) -> [AlertWay] {
        guard let chosen = condition(kind)?.ways else { return ways }
        return ways.filter { chosen.contains($0.rawValue) }
    }

    /// Changes what is chosen for a kind; what is as in the table is not kept.
    package mutating func set(_ kind: AlertKind, _ change: (inout AlertCondition) -> Void) {
        var condition = condition(kind) ?? AlertCondition(kind)
        change(&condition)
        conditions.removeAll { $0.id == kind.rawValue }
        if condition != AlertCondition(kind) { conditions.append(condition) }
    }
}

/// How somebody is told.
package enum AlertWay: String, Sendable, Codable, CaseIterable {
    case mail
    case webhook
    case command
}

/// What was chosen for one condition; what is `nil` is as in the table of defaults.
package struct AlertCondition: Sendable, Equatable, Codable {
    /// The kind's word as it was written: whether there is such a kind is judged with the other settings.
    package var id: String
    package var isOn: Bool?
    package var threshold: Int?
    /// The words of the ways by which it is told; `nil` means all.
    package var ways: [String]?

    /// The condition as the table has it.
    package init(_ kind: AlertKind) { id = kind.rawValue }

    private enum CodingKeys: String, CodingKey {
        case id
        case isOn = "on"
        case threshold, ways
    }
}

/// Mail by an SMTP server, or without one by the machine's `sendmail`.
package struct MailSettings: Sendable, Equatable, Codable {
    /// How the connection is protected.
    package enum Security: String, Sendable, Codable, CaseIterable {
        /// It begins in the clear and goes on encrypted, or not at all (RFC 3207).
        case startTLS
        /// It is encrypted from the first byte (RFC 8314).
        case tls
        /// Only for a server on this machine, or one that takes no password.
        case none

        /// The port that is meant when none is named.
        package var port: Int {
            switch self {
            case .startTLS: 587
            case .tls: 465
            case .none: 25
            }
        }
    }

    /// Who gets the mail.
    package var to: [String]
    /// Whose it is; `nil` takes the first of ``to``.
    package var from: String?
    /// The server's name; `nil` hands the mail to ``sendmail``.
    package var server: String?
    package var port: Int?
    package var security: Security?
    /// The name to sign in with; its password is sealed.
    package var user: String?
    /// A file with the certificates of whoever signed the server's, where the machine does not know them.
    package var certificates: String?
    /// The program that takes mail on this machine.
    package var sendmail: String?

    /// The program that takes mail where nothing else is said.
    package static let standardSendmail = "/usr/sbin/sendmail"

    /// Mail to these addresses.
    package init(to: [String], from: String? = nil, server: String? = nil) { (self.to, self.from, self.server) = (to, from, server) }

    /// Whose the mail is.
    package var sender: String { from ?? to.first ?? "" }
    package var protection: Security { security ?? .startTLS }
}

/// A message that is posted to an address, which is sealed.
package struct WebhookSettings: Sendable, Equatable, Codable {
    /// What the other side reads.
    package enum Form: String, Sendable, Codable, CaseIterable {
        case json
        case slack
        case googleChat
        case teams
    }

    package var form: Form
    /// The other side's host, which is no secret, so that the settings say where messages go.
    package var host: String

    package init(form: Form = .json, host: String) { (self.form, self.host) = (form, host) }
}
