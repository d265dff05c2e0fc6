package import Engine
package import Foundation
package import Provisioning

/// `config.json`: read with care, saved whole or not at all. That nobody saves on top of somebody else's change is seen to by whoever keeps the history.
package struct ConfigurationStore: ConfigurationRepository {
    private let home: any HomeStorage
    private let targets: [TargetAttribute]
    private let standardAttributes: Set<String>
    private let valueTools: any ValueTools
    private let newest = NewestContent<Configuration>()

    /// Makes a store; the attributes are those that validation knows. `targets` are those of RingCentral, where no profile says otherwise. `valueTools` judge the regular
    /// expressions of the mapping.
    package init(home: any HomeStorage, targets: [TargetAttribute], standardAttributes: Set<String>, valueTools: any ValueTools = NoValueTools()) {
        self.home = home
        self.targets = targets
        self.standardAttributes = standardAttributes
        self.valueTools = valueTools
    }

    /// The saved configuration; `nil` when there is no file yet.
    package func load() throws(ConfigurationError) -> Configuration? {
        let version = try home.version(of: .configuration)
        if let known = newest.content(of: version) { return known }
        guard let data = try home.read(.configuration) else { return nil }
        let configuration = try decode(data)
        // With a profile, what is valid depends on a second file.
        if configuration.application.profile == nil { newest.remember(configuration, version: version) }
        return configuration
    }

    /// The saved configuration, which was there a moment ago.
    ///
    /// - Throws: ``ConfigurationError``, also when the file is gone.
    package func required() throws(ConfigurationError) -> Configuration {
        guard let configuration = try load() else {
            throw .unreadable(file: path, reason: "the file is gone, although it was there a moment ago")
        }
        return configuration
    }

    /// Reads and validates the text of a configuration file.
    package func decode(_ data: Data) throws(ConfigurationError) -> Configuration {
        let file = path
        let object: Any
        do {
            object = try JSONSerialization.jsonObject(with: data)
        } catch {
            throw Self.malformed(data, file: file, error: error)
        }
        if let version = (object as? [String: Any])?["version"] as? Int,
            !(Configuration.oldestVersion...Configuration.currentVersion).contains(version)
        {
            throw .unknownVersion(file: file, found: version)
        }
        // Of two values of one key every reader takes another one.
        let duplicates = JSONPlaces(data).duplicates
        guard duplicates.isEmpty else { throw .invalid(file: file, problems: duplicates) }
        let configuration: Configuration
        do {
            let decoder = JSONDecoder()
            decoder.dateDecodingStrategy = .iso8601
            configuration = try decoder.decode(Configuration.self, from: data)
        } catch let error as DecodingError {
            throw .invalid(file: file, problems: Self.placed([Self.problem(error, in: object)], in: data))
        } catch {
            throw .malformed(file: file, line: nil, column: nil, reason: "it cannot be read")
        }
        let unknown = UnknownKeys.find(in: object)
        let problems = try unknown + FirstLayout.placed(self.problems(of: configuration), of: configuration, in: object)
        guard problems.isEmpty else { throw .invalid(file: file, problems: Self.placed(problems, in: data)) }
        return configuration
    }

    /// The app's profile; `nil` where the settings name none, which means RingCentral.
    ///
    /// - Throws: ``ConfigurationError`` when the file is missing, unreadable, or holds what cannot be right. It is never written.
    package func profile(of settings: ApplicationSettings) throws(ConfigurationError) -> ApplicationProfile? {
        guard let path = settings.profile else { return nil }
        guard let data = try SecureFile.read(URL(fileURLWithPath: path), isSecret: false, followsLinks: true) else {
            throw .unreadable(file: path, reason: "application.profile names it, but there is no such file")
        }
        return try ApplicationProfile.read(data, file: path, standardAttributes: standardAttributes)
    }

    /// Everything in a configuration that cannot be right.
    ///
    /// - Throws: ``ConfigurationError`` when the profile file that it names is missing or holds what cannot be right.
    package func problems(of configuration: Configuration) throws(ConfigurationError) -> [ConfigurationProblem] {
        // A path that is no path is a problem of the configuration, not of a profile that nobody can find.
        let isNamed = configuration.application.profile?.hasPrefix("/") ?? false
        guard isNamed, let profile = try profile(of: configuration.application) else {
            return configuration.problems(targets: targets, standardAttributes: standardAttributes, valueTools: valueTools)
        }
        return configuration.problems(
            targets: profile.attributes, standardAttributes: standardAttributes, application: profile.name, valueTools: valueTools)
    }

    /// Makes sure that a configuration can be saved.
    ///
    /// - Throws: ``ConfigurationError/invalid(file:problems:)`` with everything that cannot be right.
    package func requireValid(_ configuration: Configuration) throws(ConfigurationError) {
        let problems = try problems(of: configuration)
        guard problems.isEmpty else { throw .invalid(file: path, problems: problems) }
    }

    /// Waits until nobody else saves, and keeps others from it until the lock is released or its holder dies.
    ///
    /// - Throws: ``ConfigurationError`` when the lock's file cannot be opened or the file system cannot lock it.
    package func lock() throws(ConfigurationError) -> ConfigurationLock {
        ConfigurationLock(lock: try home.lock(.saving))
    }

    /// Replaces the file, whole or not at all. Only call it while holding the ``lock()``, with a configuration that is valid.
    package func write(_ configuration: Configuration) throws(ConfigurationError) {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let data: Data
        do { data = try encoder.encode(configuration) } catch { throw .unwritable(file: path, reason: "it cannot be encoded") }
        try home.write(data + Data("\n".utf8), to: .configuration)
    }

    /// The path of the file, for people.
    package var path: String { home.place(of: .configuration) }

    /// One state of it, by which an unchanged one is known without reading it; `nil` when there is none.
    package func version() throws(ConfigurationError) -> DocumentVersion? { try home.version(of: .configuration) }

    private static func placed(_ problems: [ConfigurationProblem], in data: Data) -> [ConfigurationProblem] {
        let places = JSONPlaces(data)
        return problems.map { problem in
            let place = places.place(of: problem.path)
            return ConfigurationProblem(path: problem.path, message: problem.message, line: place.line, column: place.column)
        }
    }
}

/// The right to save the configuration, which one process has at a time.
package struct ConfigurationLock {
    let lock: any HomeLock

    /// Lets others save.
    package func release() { lock.release() }
}
