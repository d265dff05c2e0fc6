import DatabaseHome
import Engine
import FileHome
import Foundation
import HTTP
import Ledger
import PostgreSQL
import SQL
import Sync

/// A home that somebody named, and how it is opened: here the parts of a home are put together.
enum HomePlace {
    /// In a folder of this machine.
    case folder(Home)
    /// In a database; `option` is what was typed.
    case database(PostgresAddress, option: String)

    /// The home that `--home`, `AUTOPROVISION_HOME` or else the XDG base directories name.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when it is the address of a database, and cannot be right.
    init(option: String?, environment: [String: String]) throws(OperationError) {
        guard let named = option ?? environment["AUTOPROVISION_HOME"], PostgresAddress.isAddress(named) else {
            self = .folder(.resolve(option: option, environment: environment))
            return
        }
        do throws(SQLError) { self = .database(try PostgresAddress(named), option: named) } catch { throw .invalidInput(error.message) }
    }

    /// The place, for people. No secret is in it.
    var displayName: String {
        switch self {
        case .folder(let home): home.displayName
        case .database(let address, _): "\(address)"
        }
    }

    var isFolder: Bool { if case .folder = self { true } else { false } }

    /// What `--home` says where the home needs a name: a whole path, or the address.
    var option: String? {
        switch self {
        case .folder(let home): home.localFolder.path
        case .database(_, let option): option
        }
    }

    /// Whether a setup or a ledger was ever kept there. Makes nothing.
    func isInUse(environment: [String: String]) throws(ConfigurationError) -> Bool {
        switch self {
        case .folder(let home): try home.isInUse()
        case .database(let address, let option): try Self.home(address, option, environment).isInUse()
        }
    }

    /// Opens the home, making it when it is missing.
    func workspace(environment: [String: String]) throws(OperationError) -> Workspace {
        let (address, option): (PostgresAddress, String)
        switch self {
        case .folder(let home): return try Workspace(home: home, environment: environment, uptime: SystemUptime.seconds)
        case .database(let place, let typed): (address, option) = (place, typed)
        }
        let home = Self.home(address, option, environment)
        do throws(ConfigurationError) { try home.prepare() } catch { throw .configuration(error) }
        let ledger: Ledger
        do throws(LedgerError) { ledger = try home.ledger() } catch { throw .ledger(error) }
        return Workspace(
            shared: home, ledger: ledger, fencing: { home.fenced($0) }, environment: environment, uptime: SystemUptime.seconds)
    }

    private static func home(
        _ address: PostgresAddress, _ option: String, _ environment: [String: String]
    ) -> DatabaseHome {
        let database = PostgresDatabase(address)
        let standard = Home.resolve(option: nil, environment: environment.filter { $0.key != "AUTOPROVISION_HOME" })
        let name = LocalName.of("\(address)", tenant: address.tenant)
        return DatabaseHome(
            database, option: option, displayName: "\(address)",
            folder: standard.localFolder.appending(path: "databases/\(name)"), state: standard.localState.appending(path: "databases/\(name)"),
            keyFile: standard.keyFile, longestRequest: HTTPRequest.standardTimeout,
            time: .system(uptime: SystemUptime.seconds), notices: { database.changes() }, inspect: { try PostgresFindings.of(database) })
    }
}

/// The name of a database home's folder on this machine.
private enum LocalName {
    /// The tenant for people, and enough of a number to tell two databases with a tenant of the same name apart (FNV-1a).
    static func of(_ address: String, tenant: String) -> String {
        let number = address.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        return "\(tenant)-\(String(number, radix: 36))"
    }
}
