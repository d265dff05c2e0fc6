package import Engine
package import Foundation

/// Where the files of one tenant are.
package struct Home: Sendable, Equatable {
    package let configurationFile: URL
    package let credentialsFile: URL
    package let keyFile: URL
    package let ledgerFile: URL
    package let runLockFile: URL
    /// How far the run that holds the lock got, for other processes.
    package let runProgressFile: URL
    /// The mark of unattended runs: held as long as they go on, it says when the next one comes.
    package let unattendedFile: URL
    /// The countries and states that the app told last. It can be deleted.
    package let placesFile: URL
    /// Held by whoever delivers messages of alerts, so that each is sent by one process only.
    package let alertLockFile: URL
    /// The mark of a home that `demo` made; no other home has one.
    package let demoFile: URL
    /// Whom a run that is under way is asked to take next, whom it takes now, and the lock of whoever asks.
    package let personRequestFile: URL
    package let takenRequestFile: URL
    package let stepDownFile: URL
    package let personLockFile: URL
    /// The place, for the status line.
    package let displayName: String

    /// Everything in one folder.
    package init(folder: URL) {
        self.init(configuration: folder, state: folder, displayName: folder.path)
    }

    private init(configuration: URL, state: URL, displayName: String) {
        configurationFile = configuration.appending(path: "config.json")
        credentialsFile = configuration.appending(path: "credentials.json")
        keyFile = configuration.appending(path: "credentials.key")
        ledgerFile = state.appending(path: "ledger.sqlite")
        runLockFile = state.appending(path: "run.lock")
        runProgressFile = state.appending(path: "run-progress.json")
        unattendedFile = state.appending(path: "unattended.lock")
        placesFile = state.appending(path: "places.json")
        alertLockFile = state.appending(path: "alerts.lock")
        demoFile = configuration.appending(path: "demo.json")
        personRequestFile = state.appending(path: "person-request")
        takenRequestFile = state.appending(path: "person-request.taken")
        stepDownFile = state.appending(path: "step-down")
        personLockFile = state.appending(path: "person-request.lock")
        self.displayName = displayName
    }

    /// The home of the machine's service, as a package installs it: configuration where an administrator looks for it, and what grows beside it.
    package static let ofMachine = Home(
        configuration: URL(fileURLWithPath: "/etc/autoprovision"), state: URL(fileURLWithPath: machineState), displayName: "/etc/autoprovision")

    private static let machineState = "/var/lib/autoprovision"

    /// The one folder that everything is in; `nil` where configuration and state have a folder each.
    package var folder: String? {
        let folders = [configurationFile, ledgerFile].map { $0.deletingLastPathComponent().path }
        return folders[0] == folders[1] ? folders[0] : nil
    }

    /// The home that `--home`, `AUTOPROVISION_HOME` or else the XDG base directories name. The user whose own folder is that of the machine's service has the
    /// service's home, so that commands need no option.
    package static func resolve(option: String?, environment: [String: String]) -> Home {
        if let folder = option ?? environment["AUTOPROVISION_HOME"], !folder.isEmpty {
            return Home(folder: file(atPath: folder, environment: environment).standardizedFileURL)
        }
        let user = environment["HOME"] ?? NSHomeDirectory()
        // The specification says that a relative path is to be ignored.
        func named(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
        func base(_ name: String, _ fallback: String) -> URL {
            URL(fileURLWithPath: named(name) ?? "\(user)/\(fallback)").appending(path: "autoprovision")
        }
        if user == machineState, named("XDG_CONFIG_HOME") == nil, named("XDG_STATE_HOME") == nil { return ofMachine }
        let configuration = base("XDG_CONFIG_HOME", ".config")
        return Home(configuration: configuration, state: base("XDG_STATE_HOME", ".local/state"), displayName: configuration.path)
    }

    /// The file at a path that somebody typed: a leading `~` is the user's own folder as a shell has it, `HOME` first.
    package static func file(atPath path: String, environment: [String: String] = ProcessInfo.processInfo.environment) -> URL {
        guard path == "~" || path.hasPrefix("~/"), let home = environment["HOME"], !home.isEmpty else {
            return URL(fileURLWithPath: NSString(string: path).expandingTildeInPath)
        }
        return URL(fileURLWithPath: home + path.dropFirst())
    }

    /// Every file of the home, its locks and what SQLite puts beside the ledger.
    private var files: [URL] {
        [
            configurationFile, credentialsFile, keyFile, ledgerFile, runLockFile, runProgressFile, unattendedFile,
            localState.appending(path: "value-readings"), placesFile, alertLockFile, demoFile, personRequestFile, takenRequestFile, personLockFile,
            stepDownFile,
        ]
            + ["config.lock", "credentials.lock", "refresh.lock"].map { localFolder.appending(path: $0) }
            + ["-wal", "-shm", "-journal"].map { URL(fileURLWithPath: ledgerFile.path + $0) }
            + ["newest-run", "alerts"].map { ledgerFile.deletingPathExtension().appendingPathExtension($0) }
    }

    /// Makes the folders, for this user only.
    ///
    /// - Throws: ``ConfigurationError`` when one is another user's, no folder, may be written by others, or cannot be made; or when something else than a file
    ///   stands where a file of the home should be.
    package func prepare() throws(ConfigurationError) {
        for folder in Set([configurationFile, ledgerFile].map { $0.deletingLastPathComponent() }) {
            try PrivateFolder.make(folder)
        }
        for file in files { try HomeFile.require(file) }
    }

    /// Whether a setup or a ledger was ever kept here. Makes nothing.
    ///
    /// - Throws: ``ConfigurationError`` when a folder is another user's or no folder.
    package func isInUse() throws(ConfigurationError) -> Bool {
        for folder in Set([configurationFile, ledgerFile].map { $0.deletingLastPathComponent() }) { try PrivateFolder.requireOwn(folder) }
        return [configurationFile, ledgerFile].contains { FileManager.default.fileExists(atPath: $0.path) }
    }
}
