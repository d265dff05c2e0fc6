import Crypto
package import Engine
package import Foundation
package import Timing

/// `credentials.json`: the client secret and the tokens, sealed (AES-GCM) under a key that lies elsewhere.
package struct CredentialStore: Sendable {
    private static let keyName = "AUTOPROVISION_KEY"
    private static let systemCredential = "autoprovision-key"

    private let home: any HomeStorage
    private let environment: [String: String]
    private let time: Time
    private let newest = NewestContent<File>()

    /// Makes a store. The key comes from `AUTOPROVISION_KEY`, from the systemd credential `autoprovision-key`, or from the key file, which is made at
    /// the first save.
    package init(home: any HomeStorage, environment: [String: String], time: Time = .system) {
        self.home = home
        self.environment = environment
        self.time = time
    }

    /// Kept as it is read: what is sealed stays sealed in memory.
    private struct File: Codable {
        var version = 1
        /// Sealed values (nonce, text, tag) by name.
        var sealed: [String: Data] = [:]
    }

    /// Makes sure that values could be kept: the file and the key can be read. Writes nothing.
    package func requireUsable() throws(ConfigurationError) {
        let file = try load()
        let key = try key(makingIt: false)
        guard let (name, box) = file.sealed.first else { return }
        if key == nil { throw missingKey }
        guard let key, let box = try? AES.GCM.SealedBox(combined: box), (try? AES.GCM.open(box, using: key, authenticating: Data(name.utf8))) != nil
        else { throw .wrongKey(file: place) }
    }

    /// The value kept under `name`.
    package func value(for name: String) throws(ConfigurationError) -> Data? {
        guard let box = try load().sealed[name] else { return nil }
        guard let key = try key(makingIt: false) else { throw missingKey }
        do {
            return try AES.GCM.open(AES.GCM.SealedBox(combined: box), using: key, authenticating: Data(name.utf8))
        } catch {
            throw .wrongKey(file: place)
        }
    }

    /// Keeps a value under `name`, or removes it; durable when it returns.
    package func setValue(_ value: Data?, for name: String) throws(ConfigurationError) {
        let lock = try home.lock(.credentials)
        defer { lock.release() }
        var file = try load()
        if let value {
            // On another machine of a shared home, a key of its own would open nothing that the others sealed.
            guard let key = try key(makingIt: !home.isShared || file.sealed.isEmpty) else { throw missingKey }
            do {
                file.sealed[name] = try AES.GCM.seal(value, using: key, authenticating: Data(name.utf8)).combined
            } catch {
                throw .wrongKey(file: place)
            }
        } else if file.sealed.removeValue(forKey: name) == nil {
            return
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let data: Data
        do { data = try encoder.encode(file) } catch { throw .unwritable(file: place, reason: "it cannot be encoded") }
        try home.write(data, to: .credentials)
    }

    /// Runs `body` while no other process holds this lock: one refresher of the tokens at a time.
    package func withLock<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
        var lock = try home.tryLock(.refresh, holder: "")
        while lock == nil {
            // Without blocking a thread of the pool: the other process needs a second at most.
            try await time.sleep(.milliseconds(50))
            lock = try home.tryLock(.refresh, holder: "")
        }
        defer { lock?.release() }
        return try await body()
    }

    private var missingKey: ConfigurationError {
        home.isShared ? .keyElsewhere(home: home.displayName, keyFile: home.keyFile.path) : .wrongKey(file: place)
    }

    private var place: String { home.place(of: .credentials) }

    private func load() throws(ConfigurationError) -> File {
        let version = try home.version(of: .credentials)
        if let known = newest.content(of: version) { return known }
        guard let data = try home.read(.credentials) else { return File() }
        do {
            let file = try JSONDecoder().decode(File.self, from: data)
            newest.remember(file, version: version)
            return file
        } catch {
            throw .malformed(file: place, line: nil, column: nil, reason: "it is not a file of sealed credentials")
        }
    }

    private func key(makingIt: Bool) throws(ConfigurationError) -> SymmetricKey? {
        if let text = environment[Self.keyName] { return try Self.key(Data(text.utf8), place: Self.keyName) }
        if let folder = environment["CREDENTIALS_DIRECTORY"] {
            let file = URL(fileURLWithPath: folder).appending(path: Self.systemCredential)
            if let data = try SecureFile.read(file, isSecret: false, followsLinks: true) { return try Self.key(data, place: file.path) }
        }
        if let data = try SecureFile.read(home.keyFile, isSecret: true) { return try Self.key(data, place: home.keyFile.path) }
        guard makingIt else { return nil }
        let key = SymmetricKey(size: .bits256)
        let text = key.withUnsafeBytes { Data($0).base64EncodedString() }
        try SecureFile.write(Data((text + "\n").utf8), to: home.keyFile)
        return key
    }

    private static func key(_ data: Data, place: String) throws(ConfigurationError) -> SymmetricKey {
        let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = Data(base64Encoded: text), bytes.count == 32 else { throw .invalidKey(place: place) }
        return SymmetricKey(data: bytes)
    }
}
