import CCurl
import Files
import Foundation
import Synchronization

/// The one thread that moves bytes: all requests in flight share it, and with it the connections, which stay open from one request to the next.
final class CurlLoop: Sendable {
    /// The process's own. libcurl is loaded before anybody asks for it.
    static let shared = CurlLoop()

    typealias Answer = CheckedContinuation<Result<HTTPResponse, HTTPTransportError>, Never>

    /// Connections to one host; more requests wait for one of them.
    private static let connectionsPerHost = 64
    /// Nothing is looked at in vain more often than this, in milliseconds; whatever happens wakes the thread.
    private static let longestWait: Int32 = 60_000

    /// What was asked for and the thread has not seen yet.
    private struct Inbox {
        var begun: [(transfer: CurlTransfer, answer: Answer)] = []
        var cancelled: [CurlTransfer] = []
    }

    private let inbox = Mutex(Inbox())
    /// libcurl's own handle. Only the thread uses it, except for waking it, which is allowed to all (curl_multi_wakeup(3)).
    private nonisolated(unsafe) let multi: UnsafeMutableRawPointer?

    private init() {
        multi = curl_new_multi()
        guard multi != nil else { return }
        curl_multi_set_number(multi, CURLMOPT_MAX_HOST_CONNECTIONS, Self.connectionsPerHost)
        curl_multi_set_number(multi, CURLMOPT_MAXCONNECTS, Self.connectionsPerHost)
        Thread.detachNewThread { self.run() }
    }

    /// Sends it; `answer` gets what comes of it, once.
    func begin(_ transfer: CurlTransfer, answering answer: Answer) {
        guard multi != nil else {
            return answer.resume(returning: .failure(.unreachable(host: transfer.host, reason: "there is no memory")))
        }
        inbox.withLock { $0.begun.append((transfer, answer)) }
        curl_multi_wake(multi)
    }

    /// Ends it without an answer, wherever it is.
    func cancel(_ transfer: CurlTransfer) {
        inbox.withLock { $0.cancelled.append(transfer) }
        curl_multi_wake(multi)
    }

    private func run() {
        // A peer that went away is an error of one request, not the end of the program.
        treatBrokenPipesAsErrors()
        var active: [UnsafeMutableRawPointer: (transfer: CurlTransfer, answer: Answer)] = [:]
        while true {
            let news = inbox.withLock { inbox in
                defer { inbox = Inbox() }
                return inbox
            }
            for transfer in news.cancelled {
                transfer.isCancelled = true
                guard let (_, answer) = active.removeValue(forKey: transfer.handle) else { continue }
                curl_multi_remove(multi, transfer.handle)
                answer.resume(returning: .failure(.cancelled))
            }
            for (transfer, answer) in news.begun {
                guard !transfer.isCancelled, curl_multi_add(multi, transfer.handle) == CURLM_OK else {
                    answer.resume(returning: .failure(.cancelled))
                    continue
                }
                active[transfer.handle] = (transfer, answer)
            }
            curl_multi_run(multi)
            var code = CURLE_OK
            while let handle = curl_next_ended(multi, &code) {
                curl_multi_remove(multi, handle)
                guard let (transfer, answer) = active.removeValue(forKey: handle) else { continue }
                answer.resume(returning: transfer.result(code))
            }
            curl_multi_await(multi, Self.longestWait)
        }
    }
}
