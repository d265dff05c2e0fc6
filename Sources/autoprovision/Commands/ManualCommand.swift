import ArgumentParser
import Foundation

/// The manual page, from the commands' own help.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Print the manual page for man(1).",
        discussion: "autoprovision manual | man -l -  shows it; a package puts it into man1 as autoprovision.1.")

    func run() throws {
        let program = try CommandDescription(dump: Autoprovision._dumpHelp())
        print(ManualPage(program: program, version: Autoprovision.configuration.version, date: Self.date).text, terminator: "")
    }

    /// Today, or the day that a package is made reproducible with (reproducible-builds.org, SOURCE_DATE_EPOCH).
    private static var date: Date {
        ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap(TimeInterval.init).map(Date.init(timeIntervalSince1970:)) ?? Date()
    }
}
