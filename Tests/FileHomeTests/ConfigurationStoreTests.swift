import Engine
import Foundation
import Provisioning
import Testing

@testable import FileHome

/// A home that is removed with the value.
final class TemporaryHome {
    let folder = FileManager.default.temporaryDirectory.appending(path: "home-\(UUID().uuidString)")
    var home: Home { Home(folder: folder) }
    var store: ConfigurationStore {
        ConfigurationStore(
            home: home,
            targets: [
                TargetAttribute(path: "userName", label: "User name", isMandatory: true, category: "Account"),
                TargetAttribute(path: "title", label: "Job title", category: "Work"),
            ],
            standardAttributes: ["primaryEmail"])
    }

    init() throws { try home.prepare() }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func mode(_ file: URL) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int)
    }
}

extension ConfigurationStore {
    /// Saves on top of what is there, and counts up.
    @discardableResult
    func save(_ configuration: Configuration) throws -> Configuration {
        let lock = try lock()
        defer { lock.release() }
        _ = try load()
        try requireValid(configuration)
        var next = configuration
        next.revision += 1
        try write(next)
        return next
    }
}

@Suite("The configuration file", .timeLimit(.minutes(5)))
struct ConfigurationStoreTests {
    @Test("What is saved is read again, the revision rises, the file is for its owner only, and nothing else is left behind")
    func roundTrip() throws {
        let place = try TemporaryHome()
        #expect(try place.store.load() == nil)
        var configuration = Configuration(administrator: "admin@corp.example", userAccess: UserAccess(organizationalUnits: ["/Sales": .on]))
        configuration.autoprovisioning.mapping = [
            AttributeMapping(target: "userName", sources: [.attribute("primaryEmail")]),
            AttributeMapping(target: "title", sources: [.attribute("primaryEmail"), .fixed("x")]),
        ]
        configuration.autoprovisioning.deprovisioning[.deleted] = DeprovisioningRule(suspend: .after1Day, hardDelete: .after21Days)
        let saved = try place.store.save(configuration)
        #expect(saved.revision == 1)
        #expect(try place.store.load() == saved)
        #expect(try place.store.save(saved).revision == 2)
        #expect(try place.mode(place.home.configurationFile) == 0o600)
        let files = try FileManager.default.contentsOfDirectory(atPath: place.folder.path).sorted()
        #expect(files == ["config.json", "config.lock"])
    }

    @Test("A broken file is never overwritten by a save")
    func neverOverwritten() throws {
        let place = try TemporaryHome()
        try Data("{ broken".utf8).write(to: place.home.configurationFile)
        #expect(throws: ConfigurationError.self) { try place.store.save(Configuration()) }
        #expect(try String(contentsOf: place.home.configurationFile, encoding: .utf8) == "{ broken")
    }

    @Test("A half-written temporary file of a crash does not disturb")
    func leftover() throws {
        let place = try TemporaryHome()
        let saved = try place.store.save(Configuration())
        try Data("{ half".utf8).write(to: place.folder.appending(path: ".config.json.1.tmp"))
        #expect(try place.store.load() == saved)
        #expect(try place.store.save(saved).revision == 2)
    }

    @Test("A configuration that cannot be right is not saved either")
    func invalid() throws {
        let place = try TemporaryHome()
        var configuration = Configuration()
        configuration.runIntervalMinutes = 0
        #expect(throws: ConfigurationError.self) { try place.store.save(configuration) }
        #expect(try place.store.load() == nil)
    }
}

@Suite("The sealed credentials", .timeLimit(.minutes(5)))
struct CredentialStoreTests {
    static func store(_ place: TemporaryHome, environment: [String: String] = [:]) -> CredentialStore {
        CredentialStore(home: place.home, environment: environment)
    }

    @Test("A secret comes back, stands nowhere in the files, and the files are for their owner only")
    func sealed() throws {
        let place = try TemporaryHome()
        let secret = Data("s3cret-token-value".utf8)
        try Self.store(place).setValue(secret, for: "token")
        #expect(try Self.store(place).value(for: "token") == secret)
        for file in [place.home.credentialsFile, place.home.keyFile] {
            #expect(try place.mode(file) == 0o600)
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(!text.contains("s3cret") && !text.contains(secret.base64EncodedString()))
        }
        try Self.store(place).setValue(nil, for: "token")
        #expect(try Self.store(place).value(for: "token") == nil)
    }

    @Test("A file that others may read is refused with the command that mends it", arguments: [0o644, 0o640, 0o604])
    func mode(mode: Int) throws {
        let place = try TemporaryHome()
        try Self.store(place).setValue(Data("x".utf8), for: "token")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: place.home.credentialsFile.path)
        #expect {
            try Self.store(place).value(for: "token")
        } throws: { String(describing: $0).contains("chmod 600") }
    }

    @Test("Another key, or a changed file, is noticed")
    func tampered() throws {
        let place = try TemporaryHome()
        try Self.store(place).setValue(Data("x".utf8), for: "token")
        let key = Data((0..<32).map { UInt8($0) }).base64EncodedString()
        #expect(throws: ConfigurationError.wrongKey(file: place.home.credentialsFile.path)) {
            try Self.store(place, environment: ["AUTOPROVISION_KEY": key]).value(for: "token")
        }
    }
}

@Suite("The run lock", .timeLimit(.minutes(5)))
struct RunLockTests {
    @Test("A second holder is refused and told who holds it and since when; after the release it is free")
    func exclusive() throws {
        let place = try TemporaryHome()
        let now = Date(timeIntervalSince1970: 1_780_000_000)
        #expect(try RunLock.holder(place.home) == nil)
        let lock = try RunLock.acquire(place.home, holder: "autoprovision run", now: now)
        #expect {
            try RunLock.acquire(place.home, holder: "another", now: now)
        } throws: { error in
            let text = String(describing: error)
            return text.contains("autoprovision run, process \(getpid()), since 2026-") && text.contains("Wait for it, or stop it.")
        }
        #expect(try RunLock.holder(place.home)?.hasPrefix("autoprovision run") == true)
        lock.release()
        #expect(try RunLock.holder(place.home) == nil)
        try RunLock.acquire(place.home, holder: "another", now: now).release()
    }
}

@Suite("The home", .timeLimit(.minutes(5)))
struct HomeTests {
    @Test(
        "--home wins over AUTOPROVISION_HOME, which wins over the XDG folders; relative XDG paths are ignored; the service's user has the machine's home",
        arguments: [
            ("/a", ["AUTOPROVISION_HOME": "/b"], "/a/config.json", "/a/ledger.sqlite"),
            (nil, ["AUTOPROVISION_HOME": "/b"], "/b/config.json", "/b/ledger.sqlite"),
            ("~/x", ["HOME": "/h"], "/h/x/config.json", "/h/x/ledger.sqlite"),
            (
                nil, ["HOME": "/h", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s"], "/c/autoprovision/config.json",
                "/s/autoprovision/ledger.sqlite"
            ),
            (
                nil, ["HOME": "/h", "XDG_CONFIG_HOME": "relative"], "/h/.config/autoprovision/config.json",
                "/h/.local/state/autoprovision/ledger.sqlite"
            ),
            (nil, ["HOME": "/var/lib/autoprovision"], "/etc/autoprovision/config.json", "/var/lib/autoprovision/ledger.sqlite"),
            (
                nil, ["HOME": "/var/lib/autoprovision", "AUTOPROVISION_HOME": "/var/lib/autoprovision"], "/var/lib/autoprovision/config.json",
                "/var/lib/autoprovision/ledger.sqlite"
            ),
            (
                nil, ["HOME": "/var/lib/autoprovision", "XDG_CONFIG_HOME": "/c"], "/c/autoprovision/config.json",
                "/var/lib/autoprovision/.local/state/autoprovision/ledger.sqlite"
            ),
        ] as [(String?, [String: String], String, String)])
    func resolved(option: String?, environment: [String: String], configuration: String, ledger: String) {
        let home = Home.resolve(option: option, environment: environment)
        #expect(home.configurationFile.path == configuration)
        #expect(home.ledgerFile.path == ledger)
    }
}
