package import Foundation
package import Provisioning

extension AlertNotice {
    /// A message in words.
    package init(_ message: AlertMessage, from origin: AlertOrigin) {
        let (application, machine) = (origin.application, origin.machine)
        let news = message.opened + message.repeated
        let lines =
            message.opened.map { Line("opened", $0, $0.sentence(application: application), $0.cure) }
            + message.repeated.map { Line("repeated", $0, "Still: \($0.sentence(application: application))", $0.cure) }
            + message.closed.map { Line("closed", $0, $0.ending(application: application), nil) }
        let titles = (news.isEmpty ? message.closed : news).map(\.kind.title).joined(separator: "; ")
        self.init(
            id: "\(Int(message.made.timeIntervalSince1970))-\(message.number)@\(machine)", made: message.made,
            subject: "autoprovision on \(machine): \(titles)\(news.isEmpty ? " (resolved)" : "")", lines: lines, place: Self.place(origin))
    }

    /// A message that only shows that messages arrive.
    package static func test(at now: Date, from origin: AlertOrigin) -> AlertNotice {
        let line = Line(
            event: "test", kind: "test", since: now,
            sentence: "This is a test: messages about the accounts in \(origin.application) arrive here. No action is needed.", cure: nil)
        return AlertNotice(
            id: "\(Int(now.timeIntervalSince1970))-test@\(origin.machine)", made: now, subject: "autoprovision on \(origin.machine): test message",
            lines: [line], place: place(origin))
    }

    private static func place(_ origin: AlertOrigin) -> String { "From \(origin.machine), home \(origin.home)." }
}

extension AlertNotice.Line {
    fileprivate init(_ event: String, _ alert: Alert, _ sentence: String, _ cure: String?) {
        self.init(event: event, kind: alert.kind.rawValue, since: alert.since, sentence: sentence, cure: cure)
    }
}
