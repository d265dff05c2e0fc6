import Foundation

extension PostgresAddress {
    /// What libpq is to connect with. Passwords and whatever is left out come from its own places.
    var parameters: [(keyword: String, value: String)] {
        var parameters: [(keyword: String, value: String)] = [
            ("connect_timeout", "5"), ("tcp_user_timeout", "15000"), ("keepalives", "1"), ("keepalives_idle", "10"), ("keepalives_interval", "5"),
            ("keepalives_count", "3"), ("application_name", "autoprovision"), ("client_encoding", "UTF8"),
        ]
        if let service { parameters.append(("service", service)) }
        if !hosts.isEmpty {
            parameters.append(("host", hosts.map(\.name).joined(separator: ",")))
            if hosts.contains(where: { $0.port != nil }) {
                parameters.append(("port", hosts.map { $0.port.map(String.init) ?? "" }.joined(separator: ",")))
            }
        }
        // Of several servers, one that can be written to: not the standby.
        if hosts.count > 1 { parameters.append(("target_session_attrs", "read-write")) }
        if let database { parameters.append(("dbname", database)) }
        if let user { parameters.append(("user", user)) }
        if let sslMode {
            parameters.append(("sslmode", sslMode))
        } else if !isLocal {
            // Says nothing about sockets, which libpq never encrypts.
            parameters.append(("sslmode", Self.safeMode))
        }
        if let sslRootCertificate {
            parameters.append(("sslrootcert", sslRootCertificate))
        } else if !isLocal, let system = Self.systemCertificates {
            parameters.append(("sslrootcert", system))
        }
        return parameters
    }

    /// The system's own authorities, where the user names none: libpq before 16 looks for none itself.
    private static var systemCertificates: String? {
        let own = FileManager.default.homeDirectoryForCurrentUser.appending(path: ".postgresql/root.crt")
        guard !FileManager.default.fileExists(atPath: own.path), ProcessInfo.processInfo.environment["PGSSLROOTCERT"] == nil else { return nil }
        let system = "/etc/ssl/certs/ca-certificates.crt"
        return FileManager.default.fileExists(atPath: system) ? system : nil
    }
}
