package import Foundation

/// A server of PostgreSQL of the tests' own: on a socket in a folder of its own, begun by the first test that asks for it, gone with the test process however that ends.
package final class PostgresServer: Sendable {
    /// Why there is no server.
    package struct Missing: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) { self.description = description }
    }

    /// The folder of the socket, and of everything else.
    package let folder: URL
    /// Whether tests with a pooler run.
    package static let expectsPooler =
        FileManager.default.isExecutableFile(atPath: poolerProgram) || ProcessInfo.processInfo.environment["CI"] != nil

    private static let poolerProgram = "/usr/sbin/pgbouncer"

    private static let pooler = Result {
        let server = try shared()
        let settings = server.folder.appending(path: "pgbouncer.ini")
        try Data(
            """
            [databases]
            * = host=\(server.folder.path)
            [pgbouncer]
            listen_addr =
            listen_port = \(portOfPooler)
            unix_socket_dir = \(server.folder.path)
            auth_type = trust
            auth_file = \(server.folder.path)/users
            pool_mode = transaction
            default_pool_size = 2

            """.utf8
        ).write(to: settings)
        try Data("\"postgres\" \"\"\n".utf8).write(to: server.folder.appending(path: "users"))
        let lifeline = try keep(asServer + [poolerProgram, settings.path], whileThisProcessLives: "true")
        try awaitServer(portOfPooler, of: server.programs, server.folder)
        return lifeline
    }

    private static let portOfPooler = 6_432

    /// The port of a pooler in front of the server, which gives a connection of the server for each transaction.
    package static func poolerPort() throws -> Int {
        _ = try pooler.get()
        return portOfPooler
    }

    /// The folder of the server's programs.
    package let programs: URL
    /// As long as this is open, the server runs.
    private let lifeline: FileHandle

    /// Whether tests with PostgreSQL run. In CI they always do, and fail where it is missing.
    package static let isExpected = programs != nil || ProcessInfo.processInfo.environment["CI"] != nil

    /// What is said where tests are skipped.
    package static let whyNot = "PostgreSQL is not installed here: .ci/install-packages tests"

    /// The server of this process.
    package static func shared() throws -> PostgresServer { try server.get() }

    private static let server = Result { try PostgresServer() }

    /// An address of a tenant of its own.
    package func address(tenant: String, port: Int = 5_432) -> String {
        "postgresql://postgres@\(folder.path.replacing("/", with: "%2F")):\(port)/postgres?tenant=\(tenant)"
    }

    /// An address at which whichever of two servers can be written is found.
    package func address(tenant: String, orAt other: PostgresServer) -> String {
        let hosts = [folder, other.folder].map { $0.path.replacing("/", with: "%2F") }.joined(separator: ",")
        return "postgresql://postgres@\(hosts)/postgres?tenant=\(tenant)"
    }

    /// Kills the server, as when its machine dies: nothing that it had not sent to its standby yet is known there.
    package func die() throws {
        let file = folder.appending(path: "data/postmaster.pid")
        guard let first = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").first, let number = pid_t(first) else {
            throw Missing(description: "\(file.path) names no process")
        }
        kill(number, SIGKILL)
    }

    /// The standby becomes a server that can be written.
    package func promote() throws {
        try run("pg_ctl", ["promote", "-D", folder.appending(path: "data").path, "--wait"])
    }

    /// Carries out SQL.
    package func sql(_ text: String, in database: String = "postgres") throws {
        try run("psql", ["-h", folder.path, "-U", "postgres", "-d", database, "-q", "-v", "ON_ERROR_STOP=1", "-c", text])
    }

    /// A name of a tenant that nobody else has.
    package static func freshTenant() -> String { "t" + UUID().uuidString.lowercased() }

    private static let programs: URL? = {
        let versions = URL(fileURLWithPath: "/usr/lib/postgresql")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: versions.path)) ?? []
        return names.sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }.map { versions.appending(path: $0).appending(path: "bin") }
            .first { FileManager.default.isExecutableFile(atPath: $0.appending(path: "initdb").path) }
    }()

    /// Another server than the one of this process.
    ///
    /// - Parameters:
    ///   - primary: the one that it follows as its standby; `nil` is a server for itself.
    ///   - port: of 127.0.0.1, where it listens too and speaks TLS, with a certificate for "localhost" of its own authority, ``certificate``.
    package init(following primary: PostgresServer? = nil, withTLSAt port: Int? = nil) throws {
        guard let programs = Self.programs else { throw Missing(description: Self.whyNot) }
        self.programs = programs
        // Short: the path of a socket has 107 bytes at the most.
        folder = URL(fileURLWithPath: "/tmp/autoprovision-\(UUID().uuidString.prefix(8).lowercased())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if getuid() == 0 { try Self.run("/bin/chown", ["postgres", folder.path]) }
        let data = folder.appending(path: "data").path
        if let primary {
            let way = ["-h", primary.folder.path, "-U", "postgres", "-X", "stream", "--checkpoint=fast", "--no-sync"]
            try Self.run("pg_basebackup", of: programs, ["-D", data, "--write-recovery-conf"] + way)
        } else {
            try Self.run("initdb", of: programs, ["-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])
        }
        let folder = folder
        let network = try port.map { try Self.encrypting(folder, port: $0) } ?? ["listen_addresses="]
        let server =
            Self.asServer + [programs.appending(path: "postgres").path, "-D", data]
            + ["unix_socket_directories=\(folder.path)", "fsync=off", "max_connections=200"].flatMap { ["-c", $0] }
            + network.flatMap { ["-c", $0] }
        lifeline = try Self.keep(server, whileThisProcessLives: "rm -rf '\(folder.path)'")
        try Self.awaitServer(port ?? 5_432, of: programs, folder)
    }

    /// The certificate of a server that speaks TLS.
    package var certificate: URL { folder.appending(path: "certificate.pem") }

    /// Makes key and certificate of a server in its folder. Answers its settings.
    private static func encrypting(_ folder: URL, port: Int) throws -> [String] {
        let (key, certificate) = (folder.appending(path: "key.pem").path, folder.appending(path: "certificate.pem").path)
        try run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
                "-keyout", key, "-out", certificate,
            ])
        if getuid() == 0 { try run("/bin/chown", ["postgres", key, certificate]) }
        return ["listen_addresses=127.0.0.1", "port=\(port)", "ssl=on", "ssl_key_file=\(key)", "ssl_cert_file=\(certificate)"]
    }

    /// Runs a server until this process is gone, however it ends.
    private static func keep(_ server: [String], whileThisProcessLives then: String) throws -> FileHandle {
        let guardian = Process()
        let pipe = Pipe()
        guardian.executableURL = URL(fileURLWithPath: "/bin/sh")
        // The shell reads until the other end of the pipe is closed.
        guardian.arguments = ["-c", "trap '' INT TERM HUP; \"$@\" </dev/null & read line; kill -QUIT $!; sleep 1; \(then)", "guardian"] + server
        guardian.standardInput = pipe
        (guardian.standardOutput, guardian.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        // Whoever else had it open would keep the shell waiting.
        _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        try guardian.run()
        return pipe.fileHandleForWriting
    }

    private static func awaitServer(_ port: Int, of programs: URL, _ folder: URL) throws {
        var triesLeft = 300
        while (try? run("pg_isready", of: programs, ["-q", "-h", folder.path, "-p", "\(port)", "-U", "postgres", "-d", "postgres"])) == nil {
            triesLeft -= 1
            guard triesLeft > 0 else { throw Missing(description: "what listens at port \(port) in \(folder.path) did not begin within 30 seconds") }
            Thread.sleep(forTimeInterval: 0.1)
        }
    }

    /// The server refuses to run as root.
    private static let asServer = getuid() == 0 ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : []

    /// Runs one of the server's programs as the server's user. Answers what it printed.
    @discardableResult
    package func run(_ program: String, _ arguments: [String]) throws -> String { try Self.run(program, of: programs, arguments) }

    @discardableResult
    private static func run(_ program: String, of programs: URL, _ arguments: [String]) throws -> String {
        let command = asServer + [program.hasPrefix("/") ? program : programs.appending(path: program).path] + arguments
        return try run(command[0], Array(command.dropFirst()))
    }

    @discardableResult
    private static func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        // Through a file: a server that goes on would keep a pipe open.
        let output = FileManager.default.temporaryDirectory.appending(path: "output-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: output) }
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        let handle = try FileHandle(forWritingTo: output)
        (process.standardOutput, process.standardError, process.standardInput) = (handle, handle, FileHandle.nullDevice)
        try process.run()
        process.waitUntilExit()
        let printed = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
        guard process.terminationStatus == 0 else { throw Missing(description: "\(program) \(arguments): \(printed)") }
        return printed
    }
}
