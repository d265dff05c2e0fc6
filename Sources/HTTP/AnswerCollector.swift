import Foundation
import FoundationNetworking
import Synchronization

/// Takes in the answers of one session's requests piece by piece, so that one that is too long is refused while it comes and not when it fills the memory.
/// A redirect is handed back as the answer instead of being followed.
final class AnswerCollector: NSObject, URLSessionDataDelegate {
    /// Why a request has no answer.
    enum Failure: Error {
        case tooLong
    }

    private struct Answer {
        var continuation: CheckedContinuation<(Data, URLResponse?), any Error>
        var body = Data()
        var isTooLong = false
    }

    private let limit: Int
    private let answers = Mutex<[Int: Answer]>([:])

    /// Refuses answers of more than `limit` bytes.
    init(limit: Int) { self.limit = limit }

    /// Sends `request` and waits for the whole answer; cancelling the task ends the request.
    func answer(to request: URLRequest, in session: URLSession) async throws -> (Data, URLResponse?) {
        let task = session.dataTask(with: request)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                answers.withLock { $0[task.taskIdentifier] = Answer(continuation: continuation) }
                task.resume()
            }
        } onCancel: {
            task.cancel()
        }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let isTooLong = answers.withLock { answers in
            guard var answer = answers.removeValue(forKey: dataTask.taskIdentifier) else { return false }
            defer { answers[dataTask.taskIdentifier] = answer }
            guard !answer.isTooLong else { return false }
            answer.body.append(data)
            guard answer.body.count > limit else { return false }
            answer.isTooLong = true
            answer.body = Data()
            return true
        }
        if isTooLong { dataTask.cancel() }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        guard let answer = answers.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
        if answer.isTooLong {
            answer.continuation.resume(throwing: Failure.tooLong)
        } else if let error {
            answer.continuation.resume(throwing: error)
        } else {
            answer.continuation.resume(returning: (answer.body, task.response))
        }
    }
}
