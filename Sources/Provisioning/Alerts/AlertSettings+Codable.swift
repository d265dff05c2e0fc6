import Foundation

extension AlertSettings: Codable {
    private enum CodingKeys: String, CodingKey {
        case conditions, repeatHours, mail, webhook, command, pings
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            conditions: try container.decodeIfPresent([AlertCondition].self, forKey: .conditions) ?? [],
            mail: try container.decodeIfPresent(MailSettings.self, forKey: .mail),
            webhook: try container.decodeIfPresent(WebhookSettings.self, forKey: .webhook),
            command: try container.decodeIfPresent([String].self, forKey: .command) ?? [],
            pings: try container.decodeIfPresent(Bool.self, forKey: .pings) ?? false)
        if let hours = try container.decodeIfPresent(Int.self, forKey: .repeatHours) { repeatHours = hours }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if !conditions.isEmpty { try container.encode(conditions, forKey: .conditions) }
        if repeatHours != AlertSettings().repeatHours { try container.encode(repeatHours, forKey: .repeatHours) }
        try container.encodeIfPresent(mail, forKey: .mail)
        try container.encodeIfPresent(webhook, forKey: .webhook)
        if !command.isEmpty { try container.encode(command, forKey: .command) }
        if pings { try container.encode(pings, forKey: .pings) }
    }
}
