import Foundation
package import SQL

/// Where a database of PostgreSQL is, and which tenant's tables are meant: `postgresql://user@host:port,host2/database?tenant=acme`.
///
/// What the address leaves out comes from libpq's own places: a service file, the environment (`PGHOST`, `PGUSER` ...), and for passwords `.pgpass`.
package struct PostgresAddress: Sendable, Equatable {
    /// A machine, or the folder of a socket.
    package struct Host: Sendable, Equatable {
        package let name: String
        package let port: Int?

        /// Whether what goes there stays on this machine.
        var isLocal: Bool { name.hasPrefix("/") || name.hasPrefix("@") || ["localhost", "::1"].contains(name) || name.hasPrefix("127.") }
    }

    package let user: String?
    package let hosts: [Host]
    package let database: String?
    package let tenant: String
    package let service: String?
    package let sslMode: String?
    package let sslRootCertificate: String?

    /// Whether a text is meant as such an address, be it right or wrong.
    package static func isAddress(_ text: String) -> Bool { schemes.contains { text.lowercased().hasPrefix($0) } }

    static let schemes = ["postgresql://", "postgres://"]

    /// Longest name of a tenant, in characters: PostgreSQL cuts names of schemas at 63.
    private static let longestTenant = 40

    /// The schema with the tenant's tables.
    package var schema: String { "autoprovision_\(tenant)" }

    /// Reads an address.
    ///
    /// - Throws: ``SQLError`` of the kind `wrongAddress`, with a sentence that says what to write instead.
    package init(_ text: String) throws(SQLError) {
        guard let scheme = Self.schemes.first(where: { text.lowercased().hasPrefix($0) }) else {
            throw Self.wrong("The address of a database begins with postgresql://")
        }
        let rest = text.dropFirst(scheme.count)
        let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let place = parts[0].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        var authority = place[0]
        if let at = authority.lastIndex(of: "@") {
            let name = authority[..<at]
            guard !name.contains(":") else { throw Self.password }
            user = try Self.decoded(name)
            authority = authority[authority.index(after: at)...]
        } else {
            user = nil
        }
        var hosts: [Host] = []
        for host in authority.split(separator: ",") { hosts.append(try Self.host(host)) }
        let database = place.count > 1 ? try Self.decoded(place[1]) : ""
        self.database = database.isEmpty ? nil : database
        var parameters: [String: String] = [:]
        for parameter in parts.count > 1 ? parts[1].split(separator: "&") : [] {
            let pair = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(pair[0])
            guard name.lowercased() != "password" else { throw Self.password }
            guard ["tenant", "service", "sslmode", "sslrootcert", "host"].contains(name) else {
                throw Self.wrong(
                    "The address of a database has the parameter \(name), which is not known. Known are tenant, service, host, sslmode and sslrootcert"
                )
            }
            parameters[name] = pair.count > 1 ? try Self.decoded(pair[1]) : ""
        }
        if let socket = parameters["host"] { hosts.append(Host(name: socket, port: nil)) }
        guard let tenant = parameters["tenant"] else {
            throw Self.wrong("The address of a database names no tenant. Add one, for example ?tenant=acme")
        }
        guard (1...Self.longestTenant).contains(tenant.count), tenant.utf8.allSatisfy(Self.isOfTenant) else {
            throw Self.wrong("The name of a tenant has letters, digits, - and _, and at most \(Self.longestTenant) of them")
        }
        (self.hosts, self.tenant, service) = (hosts, tenant, parameters["service"])
        (sslMode, sslRootCertificate) = (parameters["sslmode"], parameters["sslrootcert"])
        if let sslMode, sslMode != Self.safeMode, !isLocal {
            throw Self.wrong(
                "The address of a database says sslmode=\(sslMode), with which nobody knows who answers. Leave it out or say sslmode=verify-full; less is for this machine alone"
            )
        }
    }

    /// Whether all that is sent stays on this machine. Where a service file or the environment names the host, nobody knows.
    var isLocal: Bool { !hosts.isEmpty && hosts.allSatisfy(\.isLocal) }

    static let safeMode = "verify-full"

    private static func wrong(_ words: String) -> SQLError { SQLError(.wrongAddress, words + ".") }

    private static var password: SQLError {
        wrong(
            "The address of a database has a password, which everybody on this machine can read in the list of processes. Put it into ~/.pgpass or a service file"
        )
    }

    private static func isOfTenant(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func host(_ text: Substring) throws(SQLError) -> Host {
        var (name, port) = (text, Substring())
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            name = text[text.index(after: text.startIndex)..<end]
            port = text[text.index(after: end)...]
            if port.hasPrefix(":") { port = port.dropFirst() }
        } else if let colon = text.lastIndex(of: ":") {
            (name, port) = (text[..<colon], text[text.index(after: colon)...])
        }
        let number = Int(port)
        guard port.isEmpty || (1...65_535).contains(number ?? 0) else {
            throw wrong("The address of a database has the port \(port), which is none: a port is a number from 1 to 65535")
        }
        return Host(name: try decoded(name), port: number)
    }

    /// Without percent encoding.
    private static func decoded(_ text: Substring) throws(SQLError) -> String {
        guard let decoded = String(text).removingPercentEncoding, !decoded.contains("\0") else {
            throw wrong("The address of a database has \(text), which is not written as addresses are: after % come two digits from 0 to F")
        }
        return decoded
    }
}

extension PostgresAddress: CustomStringConvertible {
    /// The address for people: it has no secrets.
    package var description: String {
        let places = hosts.map { host in
            (host.name.contains(":") ? "[\(host.name)]" : host.name.replacing("/", with: "%2F")) + (host.port.map { ":\($0)" } ?? "")
        }
        let who = user.map { "\($0)@" } ?? ""
        let service = service.map { "&service=\($0)" } ?? ""
        return "postgresql://\(who)\(places.joined(separator: ","))/\(database ?? "")?tenant=\(tenant)\(service)"
    }
}
