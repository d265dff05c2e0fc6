import CCurl
import Foundation

/// One request on its way, and as much of the answer as has come.
///
/// Not checked by the compiler: until it is handed to the ``CurlLoop`` only its maker has it, and from then on only the loop's thread reads and writes it.
final class CurlTransfer: @unchecked Sendable {
    /// A connection that a write may go over was used at most this long ago, in seconds: servers close idle ones after five at the earliest.
    private static let longestIdle = 2
    /// Room that is made ahead for an answer whose length is announced, in bytes.
    private static let longestReservation = 4 * 1_048_576

    let handle: UnsafeMutableRawPointer
    let host: String
    /// The host with its port, where the address names one: what listens there or not.
    private let server: String
    var isCancelled = false

    private let maximumBodyLength: Int
    private let isRead: Bool
    private var fields: UnsafeMutablePointer<curl_slist>?
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    /// Times that the request began to leave over a connection.
    private var departures = 0
    private var headers = HTTPHeaders()
    private var body = Data()
    private var isTooLong = false

    /// `nil` when the address is none of a web service, or there is no memory. libcurl is loaded before.
    init?(_ request: HTTPRequest, maximumBodyLength: Int) {
        guard ["http", "https"].contains(request.url.scheme?.lowercased()), let host = request.url.host(), let handle = curl_new_handle() else {
            errorText.deallocate()
            return nil
        }
        self.handle = handle
        self.host = host
        server = request.url.port.map { "\(host):\($0)" } ?? host
        self.maximumBodyLength = maximumBodyLength
        isRead = request.method == .get
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        prepare(request)
    }

    deinit {
        curl_free_handle(handle)
        curl_free_list(fields)
        errorText.deallocate()
    }

    private func prepare(_ request: HTTPRequest) {
        curl_set_text(handle, CURLOPT_URL, request.url.absoluteString)
        curl_set_text(handle, CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        curl_set_text(handle, CURLOPT_USERAGENT, "autoprovision")
        // A proxy of the environment is for other machines: it would see the tokens of a sandbox or a metadata server, and could not reach it.
        if LoopbackAddress.contains(host) || LocalService.contains(host) { curl_set_text(handle, CURLOPT_NOPROXY, "*") }
        // All encodings that libcurl unpacks.
        curl_set_text(handle, CURLOPT_ACCEPT_ENCODING, "")
        curl_set_number(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        curl_set_number(handle, CURLOPT_TIMEOUT_MS, Int(max(1, min(request.timeout, 86_400) * 1_000)))
        // Time-outs of name look-ups without the signals of a process, which has threads.
        curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
        curl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
        if !isRead { curl_set_number(handle, CURLOPT_MAXAGE_CONN, Self.longestIdle) }
        if let body = request.body {
            body.withUnsafeBytes { bytes in _ = curl_set_body(handle, bytes.baseAddress ?? UnsafeRawPointer(errorText), bytes.count) }
        }
        // A large body leaves at once, without asking the server first.
        for field in request.headers.fields + [(name: "Expect", value: "")] {
            fields = curl_appended(fields, "\(field.name):\(field.value.isEmpty ? "" : " \(Self.oneLine(field.value))")")
        }
        curl_set_pointer(handle, CURLOPT_HTTPHEADER, fields)
        setCallbacks()
    }

    /// A value that a server chose (a token, say) must not begin a field of its own (RFC 9110 §5.5).
    private static func oneLine(_ value: String) -> String {
        String(String.UnicodeScalarView(value.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
    }

    private func setCallbacks() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        for option in [CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_PREREQDATA] { curl_set_pointer(handle, option, context) }
        curl_set_bytes_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            CurlTransfer.from(context)?.received(UnsafeRawBufferPointer(start: bytes, count: size * count)) == true ? size * count : 0
        }
        curl_set_bytes_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            CurlTransfer.from(context)?.receivedHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
            return size * count
        }
        curl_set_prereq_callback(handle) { context, _, _, _, _ in
            CurlTransfer.from(context)?.mayDepart() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
        curl_set_socket_callback(handle) { _, socket, _ in
            // Programs that this one starts, such as a browser, do not take the connection with them.
            _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
            return CURL_SOCKOPT_OK
        }
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
        context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Asked before the request leaves over a connection. On one that was used before and turns out to be dead, libcurl would send it a second time by itself:
    /// harmless for a read, but a creation or a single-use refresh token must never be sent twice unseen.
    private func mayDepart() -> Bool {
        departures += 1
        return isRead || departures == 1
    }

    private func receivedHeader(_ bytes: UnsafeRawBufferPointer) {
        let line = String(decoding: bytes, as: UTF8.self)
        // The next answer begins: what came before was interim (RFC 9110 §15.2), or a proxy's.
        if line.hasPrefix("HTTP/") { return headers = HTTPHeaders() }
        guard let colon = line.firstIndex(of: ":") else { return }
        headers[String(line[..<colon])] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Takes a part of the body; `false` ends the transfer, because it is longer than allowed or says so.
    private func received(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if body.isEmpty {
            let announced = Int(clamping: curl_announced_length(handle))
            isTooLong = announced > maximumBodyLength
            body.reserveCapacity(min(max(announced, 0), Self.longestReservation))
        }
        isTooLong = isTooLong || body.count + bytes.count > maximumBodyLength
        guard !isTooLong else {
            body = Data()
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    /// What came of it.
    func result(_ code: CURLcode) -> Result<HTTPResponse, HTTPTransportError> {
        if code == CURLE_OK { return .success(HTTPResponse(status: curl_status(handle), headers: headers, body: body)) }
        if isTooLong { return .failure(.answerTooLong(host: host, limit: maximumBodyLength)) }
        let words = errorText.pointee == 0 ? String(cString: curl_words(code)) : String(cString: errorText)
        return .failure(HTTPTransportError(code, host: server, words: words, hasLeft: departures > 0))
    }
}
