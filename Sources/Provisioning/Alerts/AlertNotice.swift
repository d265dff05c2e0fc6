package import Foundation

/// A message in words, as every way carries it.
package struct AlertNotice: Sendable, Equatable {
    /// One alert in words.
    package struct Line: Sendable, Equatable {
        /// What became of it: "opened", "closed" or "repeated", for machines.
        package let event: String
        /// The kind's word, for machines.
        package let kind: String
        package let since: Date
        /// What, since when, and whom it concerns.
        package let sentence: String
        /// What to do, and where; `nil` for what has ended.
        package let cure: String?

        package init(event: String, kind: String, since: Date, sentence: String, cure: String?) {
            (self.event, self.kind, self.since) = (event, kind, since)
            (self.sentence, self.cure) = (AlertNotice.plain(sentence), cure)
        }
    }

    /// Tells the message from all others, however often it is sent.
    package let id: String
    package let made: Date
    /// One line: what it is about.
    package let subject: String
    package let lines: [Line]
    /// Where it comes from: the machine and its home.
    package let place: String

    package init(id: String, made: Date, subject: String, lines: [Line], place: String) {
        (self.id, self.made, self.lines) = (id, made, lines)
        (self.subject, self.place) = (Self.plain(subject), Self.plain(place))
    }

    /// One line without what steers a terminal, ends a header or turns the direction of reading: names come from a directory, reasons from servers.
    private static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: " "
                    default: scalar
                    }
                }))
    }

    /// The whole message as plain text.
    package var text: String {
        let paragraphs = lines.map { line in [line.sentence, line.cure].compactMap(\.self).joined(separator: "\n") }
        return (paragraphs + [place]).joined(separator: "\n\n") + "\n"
    }
}

/// Where a message comes from.
package struct AlertOrigin: Sendable, Equatable {
    /// The machine's name.
    package let machine: String
    /// The place of the home's files.
    package let home: String
    /// The app that accounts are kept in.
    package let application: String

    package init(machine: String, home: String, application: String) { (self.machine, self.home, self.application) = (machine, home, application) }
}
