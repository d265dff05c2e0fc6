import Foundation
import Provisioning
import Testing

/// An SMTP server of another language's library in a process of its own, so that no mistake of ours can hide in it; its certificate is made for `localhost`.
final class SMTPServer: Sendable {
    let port: Int
    let certificate: String
    let security: MailSettings.Security
    private let folder: URL
    private let process: Process

    /// Speaks SMTP (RFC 5321) as far as a client needs it, and writes down what it is told.
    private static let script = """
        import base64, socket, ssl, sys
        security, manner, user, password, certificate, key = sys.argv[1:7]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        listener = socket.create_server(('127.0.0.1', 0))
        def say(text): print(text, flush=True)
        say(listener.getsockname()[1])
        def serve(connection):
            if security == 'tls':
                connection = context.wrap_socket(connection, server_side=True)
                say('TLS')
            stream = connection.makefile('rb')
            def answer(text): connection.sendall((text + '\\r\\n').encode())
            if manner == 'greeting': return answer('554 No service\\x1b[31m here')
            answer('220 test ESMTP')
            while True:
                line = stream.readline().decode('latin-1').rstrip('\\r\\n')
                if not line: return
                say(line)
                verb = line.split(' ')[0].upper()
                if verb == 'EHLO':
                    lines = ['test'] + (['STARTTLS'] if security == 'startTLS' and not isinstance(connection, ssl.SSLSocket) else []) + (['AUTH PLAIN LOGIN'] if user else [])
                    for each in lines[:-1]: answer('250-' + each)
                    answer('250 ' + lines[-1])
                elif verb == 'STARTTLS':
                    answer('220 go')
                    connection = context.wrap_socket(connection, server_side=True)
                    stream = connection.makefile('rb')
                    say('TLS')
                elif verb == 'AUTH':
                    parts = line.split(' ')
                    if len(parts) < 3:
                        answer('334 ')
                        parts.append(stream.readline().decode().strip())
                    right = base64.b64decode(parts[2]).decode().split('\\0')[1:] == [user, password]
                    answer('235 welcome' if right else '535 wrong')
                elif verb == 'RCPT' and manner == 'recipient': answer('550 No such\\x1b]0;pwned\\x07 user')
                elif verb == 'MAIL' and manner == 'hang up': return
                elif verb == 'DATA':
                    answer('354 go on')
                    while True:
                        part = stream.readline().decode('latin-1').rstrip('\\r\\n')
                        if part == '.': break
                        say('DATA|' + (part[1:] if part.startswith('.') else part))
                    answer('452 No room' if manner == 'data' else '250 taken')
                elif verb == 'QUIT':
                    answer('221 bye')
                    return
                else: answer('250 ok')
        while True:
            connection, _ = listener.accept()
            try: serve(connection)
            except (ssl.SSLError, OSError): say('REFUSED')
            finally:
                try: connection.close()
                except OSError: pass
        """

    init(_ security: MailSettings.Security, manner: String = "good", user: String = "", password: String = "") async throws {
        self.security = security
        folder = FileManager.default.temporaryDirectory.appending(path: "smtp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (key, output) = (folder.appending(path: "key.pem").path, folder.appending(path: "output"))
        certificate = folder.appending(path: "certificate.pem").path
        let openssl = Process()
        openssl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        openssl.arguments = [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
        ]
        openssl.standardError = FileHandle.nullDevice
        openssl.standardOutput = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        try Data().write(to: output)
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", Self.script, security.rawValue, manner, user, password, certificate, key]
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        let deadline = ContinuousClock.now + .seconds(30)
        var line: Substring?
        while line == nil, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(20))
            let text = try String(contentsOf: output, encoding: .utf8)
            if text.contains("\n") { line = text.split(separator: "\n").first }
        }
        port = try #require(line.flatMap { Int($0) })
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func stop() { kill(process.processIdentifier, SIGKILL) }

    /// Waits until nobody listens any more.
    func ended() { process.waitUntilExit() }

    /// What clients said so far.
    func log() async throws -> String { try String(contentsOf: folder.appending(path: "output"), encoding: .utf8) }

    /// The same once this was said; what was said meanwhile stays.
    func log(until words: String) async throws -> String {
        let deadline = ContinuousClock.now + .seconds(30)
        while try await !log().contains(words), ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(20)) }
        return try await log()
    }
}
