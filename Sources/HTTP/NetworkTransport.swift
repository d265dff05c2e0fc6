import CCurl
import Foundation

/// The real transport: libcurl, with connection reuse, no cookies, no cache, no redirects, TLS verified by the system's certificates.
package struct NetworkTransport: HTTPTransport {
    /// The longest answer that is accepted, in bytes: a page of 500 directory people is about 2 MiB.
    package static let maximumBodyLength = 64 * 1_048_576

    private let maximumBodyLength: Int

    /// Makes a transport; all of them share the process's connections. An answer that is longer than `maximumBodyLength` bytes is refused as soon as that shows.
    package init(maximumBodyLength: Int = Self.maximumBodyLength) {
        self.maximumBodyLength = maximumBodyLength
    }

    package func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        if let problem = curl_load() { throw .libraryMissing(reason: String(cString: problem)) }
        guard let transfer = CurlTransfer(request, maximumBodyLength: maximumBodyLength) else {
            throw .unreachable(host: request.url.host() ?? request.url.absoluteString, reason: "the address is not valid")
        }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { CurlLoop.shared.begin(transfer, answering: $0) }
        } onCancel: {
            CurlLoop.shared.cancel(transfer)
        }
        return try result.get()
    }
}
