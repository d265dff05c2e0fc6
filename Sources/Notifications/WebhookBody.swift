import Foundation
package import JSON
package import Provisioning

/// What the other side of a webhook reads.
package enum WebhookBody {
    /// The body in the form that was chosen.
    package static func json(_ notice: AlertNotice, form: WebhookSettings.Form) -> JSONValue {
        switch form {
        case .json: generic(notice)
        case .slack, .googleChat: .object(["text": .string(escaped("*\(notice.subject)*\n\(notice.text)"))])
        case .teams: card(notice)
        }
    }

    /// These three marks begin links and mentions, in Slack (https://docs.slack.dev/messaging/formatting-message-text) and in Google Chat
    /// (https://developers.google.com/workspace/chat/create-messages) alike.
    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    private static func generic(_ notice: AlertNotice) -> JSONValue {
        .object([
            "version": .number(1), "id": .string(notice.id), "made": .string(notice.made.formatted(.iso8601)), "subject": .string(notice.subject),
            "from": .string(notice.place),
            "alerts": .array(
                notice.lines.map { line in
                    .object([
                        "event": .string(line.event), "kind": .string(line.kind), "since": .string(line.since.formatted(.iso8601)),
                        "sentence": .string(line.sentence), "cure": line.cure.map(JSONValue.string) ?? .null,
                    ])
                }),
        ])
    }

    /// A message with one card, as a workflow of Teams takes it (https://adaptivecards.io/explorer/AdaptiveCard.html).
    private static func card(_ notice: AlertNotice) -> JSONValue {
        func block(_ text: String, isTitle: Bool = false) -> JSONValue {
            .object([
                "type": .string("TextBlock"), "text": .string(unmarked(text)), "wrap": .bool(true), "weight": .string(isTitle ? "Bolder" : "Default"),
            ])
        }
        let texts = notice.lines.flatMap { [$0.sentence, $0.cure].compactMap(\.self) } + [notice.place]
        let content: JSONValue = .object([
            "$schema": .string("http://adaptivecards.io/schemas/adaptive-card.json"), "type": .string("AdaptiveCard"), "version": .string("1.4"),
            "body": .array([block(notice.subject, isTitle: true)] + texts.map { block($0) }),
        ])
        return .object([
            "type": .string("message"),
            "attachments": .array([
                .object(["contentType": .string("application/vnd.microsoft.card.adaptive"), "contentUrl": .null, "content": content])
            ]),
        ])
    }

    /// Without what a card takes for a link: a name must not lead anywhere.
    private static func unmarked(_ text: String) -> String { text.replacing("[", with: "(").replacing("]", with: ")") }
}
