import Engine
import Foundation

/// How a process that holds something is named for people.
enum ProcessName {
    static let unknown = "a process that did not say its name"

    /// The program, the process and since when; with its machine where others may be meant.
    static func since(_ moment: Date, _ program: String, at home: any HomeStorage) -> String {
        let machine = home.isShared ? " on \(ProcessInfo.processInfo.hostName)" : ""
        return "\(program)\(machine), process \(getpid()), since \(moment.formatted(.iso8601))"
    }
}
