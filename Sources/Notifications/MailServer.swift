import CCurl
import Files
import Foundation
import HTTP
package import Provisioning

/// An SMTP server that takes mail (RFC 5321), reached through libcurl.
package struct MailServer: Sendable {
    let settings: MailSettings
    let host: String
    let password: String?

    /// How long a mail may take, in seconds.
    static let patience = 20

    /// The server that the settings name; `nil` when they name none.
    package init?(_ settings: MailSettings, password: String?) {
        guard let host = settings.server else { return nil }
        (self.settings, self.host, self.password) = (settings, host, password)
    }

    /// Where the password goes: what it is bound to.
    package static func origin(_ settings: MailSettings) -> String? {
        settings.server.map { "smtp://\($0.lowercased()):\(settings.port ?? settings.protection.port)" }
    }

    /// Hands the mail over; when it returns, the server has taken it.
    package func send(_ mail: Mail) async throws(NotificationError) {
        let result: Result<Void, NotificationError> = await withCheckedContinuation { continuation in
            // A mail takes seconds, and libcurl waits in its thread: none of the pool's is held for it.
            Thread.detachNewThread {
                treatBrokenPipesAsErrors()
                continuation.resume(returning: perform(mail))
            }
        }
        try result.get()
    }

    private func perform(_ mail: Mail) -> Result<Void, NotificationError> {
        if let problem = curl_load() {
            return .failure(NotificationError(HTTPTransportError.libraryMissing(reason: String(cString: problem)).description))
        }
        guard let conversation = MailConversation(mail) else { return .failure(NotificationError("There is no memory for a mail.")) }
        let handle = conversation.handle
        let scheme = settings.protection == .tls ? "smtps" : "smtp"
        curl_set_text(handle, CURLOPT_URL, "\(scheme)://\(host):\(settings.port ?? settings.protection.port)/\(Self.machineName)")
        if settings.protection == .startTLS { curl_set_number(handle, CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
        if let user = settings.user {
            curl_set_text(handle, CURLOPT_USERNAME, user)
            curl_set_text(handle, CURLOPT_PASSWORD, password ?? "")
        }
        if let certificates = settings.certificates { curl_set_text(handle, CURLOPT_CAINFO, certificates) }
        curl_set_text(handle, CURLOPT_NOPROXY, "*")
        curl_set_number(handle, CURLOPT_TIMEOUT, Self.patience)
        curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
        let code = curl_run(handle)
        return code == CURLE_OK ? .success(()) : .failure(NotificationError(words(code, conversation)))
    }

    /// What this machine calls itself before the server.
    private static let machineName = MachineName.plain(ProcessInfo.processInfo.hostName)

    private func words(_ code: CURLcode, _ conversation: MailConversation) -> String {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: "There is no mail server named \(host). Correct alerts.mail.server."
        case CURLE_COULDNT_CONNECT: "Nothing answers at the mail server \(host). Check alerts.mail.server and its port."
        case CURLE_OPERATION_TIMEDOUT: "The mail server \(host) did not answer within \(Self.patience) seconds."
        case CURLE_LOGIN_DENIED: "The mail server \(host) does not accept the user name and password. Enter the password again."
        // libcurl has no code of its own for a certificate that is good, and another server's.
        case CURLE_PEER_FAILED_VERIFICATION where ["does not match", "no alternative"].contains { conversation.errorText.contains($0) }:
            "The certificate at the mail server \(host) is for another name (\(conversation.errorText)); nothing was sent. Name the server in alerts.mail.server as its "
                + "certificate does."
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            "The certificate of the mail server \(host) was not accepted (\(conversation.errorText)); nothing was sent. Name the certificates that it goes back to in "
                + "alerts.mail.certificates."
        case CURLE_SSL_CACERT_BADFILE: "The file of alerts.mail.certificates cannot be used."
        case CURLE_USE_SSL_FAILED: "The mail server \(host) does not encrypt the connection; nothing was sent. Set alerts.mail.security."
        case CURLE_SSL_CONNECT_ERROR: "The mail server \(host) does not speak TLS at that port. Check alerts.mail.port and alerts.mail.security."
        default:
            conversation.refusal.isEmpty
                ? "The mail server \(host) ended the conversation." : "The mail server \(host) did not take the mail: \(conversation.refusal)"
        }
    }
}

/// One conversation with a mail server, from the first reply to the last.
///
/// Only the thread that sends the mail uses it.
private final class MailConversation {
    let handle: UnsafeMutableRawPointer
    private var recipients: UnsafeMutablePointer<curl_slist>?
    private let errorBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var rest: ArraySlice<UInt8>
    /// The newest line by which the server refused something, without control characters.
    private(set) var refusal = ""

    /// The longest reply that is kept, in characters.
    private static let longestReply = 200

    init?(_ mail: Mail) {
        guard let handle = curl_new_handle() else {
            errorBuffer.deallocate()
            return nil
        }
        self.handle = handle
        rest = Array(mail.text.utf8)[...]
        errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        for address in mail.recipients { recipients = curl_appended(recipients, "<\(address)>") }
        curl_set_text(handle, CURLOPT_MAIL_FROM, "<\(mail.sender)>")
        curl_set_pointer(handle, CURLOPT_MAIL_RCPT, recipients)
        curl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorBuffer)
        curl_set_number(handle, CURLOPT_UPLOAD, 1)
        let context = Unmanaged.passUnretained(self).toOpaque()
        curl_set_pointer(handle, CURLOPT_READDATA, context)
        curl_set_bytes_callback(handle, CURLOPT_READFUNCTION) { bytes, size, count, context in
            MailConversation.from(context)?.give(UnsafeMutableRawBufferPointer(start: bytes, count: size * count)) ?? 0
        }
        curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
        curl_set_bytes_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            MailConversation.from(context)?.take(UnsafeRawBufferPointer(start: bytes, count: size * count))
            return size * count
        }
        curl_set_socket_callback(handle) { _, socket, _ in
            // Programs that this one starts do not take the connection with them.
            _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
            return CURL_SOCKOPT_OK
        }
    }

    deinit {
        curl_free_handle(handle)
        curl_free_list(recipients)
        errorBuffer.deallocate()
    }

    var errorText: String { String(cString: errorBuffer) }

    private static func from(_ context: UnsafeMutableRawPointer?) -> MailConversation? {
        context.map { Unmanaged<MailConversation>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The next piece of the mail.
    private func give(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        let piece = rest.prefix(buffer.count)
        buffer.copyBytes(from: piece)
        rest = rest.dropFirst(piece.count)
        return piece.count
    }

    private func take(_ bytes: UnsafeRawBufferPointer) {
        let line = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { $0.properties.generalCategory != .control }
        // A reply that begins with 4 or 5 refuses (RFC 5321 §4.2.1); what is said after it, such as goodbye, explains nothing.
        guard let first = line.first, first == "4" || first == "5" else { return }
        refusal = String(String(String.UnicodeScalarView(line)).prefix(Self.longestReply))
    }
}
