import Directory
import Foundation
import HTTP
import JSON
import Timing

/// Calls of the Directory API: authorized, repeated when Google is busy, paged with distrust.
struct GoogleDirectoryClient: Sendable {
    let baseURL: URL
    let token: GoogleAccessToken
    let transport: any HTTPTransport
    let time: Time
    private let pace = QuotaPace()

    /// Pages without an element that may follow one another: a listing that only promises more has no end.
    static let maximumEmptyPages = 10
    /// What a listing may have at most: 20,000 pages are four million members, or ten million people.
    var bound = ListBound(pages: 20_000, elements: 10_000_000)

    /// One answer as JSON; `path` is percent-encoded already. `nil` when there is no such thing (404).
    func get(_ path: String, _ query: [(String, String)], reading subject: String) async throws(DirectoryError) -> JSONValue? {
        switch try await answer(path, query, reading: subject) {
        case .success(let response): return try Self.object(in: response, reading: subject)
        case .failure(let failure) where failure.status == 404: return nil
        case .failure(let failure): throw error(failure, path, reading: subject)
        }
    }

    /// One answer to a question about one person. What Google refuses for that person alone is a failure to judge; what concerns every question is thrown.
    func ask(_ path: String, _ query: [(String, String)], reading subject: String) async throws(DirectoryError) -> Result<JSONValue, GoogleFailure> {
        switch try await answer(path, query, reading: subject) {
        case .success(let response): return .success(try Self.object(in: response, reading: subject))
        case .failure(let failure):
            guard failure.mayConcernOnePerson else { throw error(failure, path, reading: subject) }
            return .failure(failure)
        }
    }

    /// The error to report for a refusal.
    func error(_ failure: GoogleFailure, _ path: String, reading subject: String) -> DirectoryError {
        failure.error(reading: subject, by: token.source.access, needing: GoogleRight(path: path))
    }

    /// What Google answers in the end: what may pass is asked again after growing pauses, or the one that Google asks for.
    private func answer(
        _ path: String, _ query: [(String, String)], reading subject: String
    ) async throws(DirectoryError) -> Result<HTTPResponse, GoogleFailure> {
        var tries = 0
        var wasRefused = false
        while true {
            tries += 1
            try await sleep(pace.pause(at: time.now()))
            let url = baseURL.withEncodedPath("/admin/directory/v1/\(path)").withQuery(query)
            let bearer = try await token.value()
            let request = HTTPRequest(.get, url, headers: ["Authorization": "Bearer \(bearer)", "Accept": "application/json"])
            let pause: TimeInterval?
            switch await send(request) {
            case .success(let response):
                if response.isSuccess { return .success(response) }
                let failure = GoogleFailure(response)
                if failure.status == 401, !wasRefused {
                    wasRefused = true
                    await token.forget(bearer)
                    continue
                }
                pause = failure.isTransient ? RetryPause.google.next(after: tries, response.retryAfter(now: time.now())) : nil
                if pause == nil { return .failure(failure) }
            case .failure(let error):
                pause = error.googlePause?.next(after: tries, nil)
                if pause == nil { throw GoogleFailure.error(error) }
            }
            try await sleep(pause ?? 0)
        }
    }

    private func sleep(_ pause: TimeInterval) async throws(DirectoryError) {
        guard pause > 0 else { return }
        do { try await time.sleep(.seconds(pause)) } catch { throw .cancelled }
    }

    private func send(_ request: HTTPRequest) async -> Result<HTTPResponse, HTTPTransportError> {
        do throws(HTTPTransportError) { return .success(try await transport.send(request)) } catch { return .failure(error) }
    }

    private static func object(in response: HTTPResponse, reading subject: String) throws(DirectoryError) -> JSONValue {
        guard let object = JSONValue(response.body), case .object = object else {
            throw .unreliable("Google's list of \(subject) is not whole: the answer is not JSON. Nothing was changed; try again.")
        }
        return object
    }

    /// All elements of a listing. A page token that comes twice, or an answer without the members that every page has, is not believed.
    func list(
        _ path: String, _ query: [(String, String)], member: String, reading subject: String,
        page handle: ([JSONValue]) throws(DirectoryError) -> Void
    ) async throws(DirectoryError) {
        var pageToken: String?
        var seen: Set<String> = []
        var page = 0
        var bound = bound
        var emptyPages = 0
        repeat {
            page += 1
            emptyPages += 1
            guard let object = try await get(path, query + (pageToken.map { [("pageToken", $0)] } ?? []), reading: subject) else {
                throw .unreliable("Google says that there is no list of \(subject) (404). Check the customer id in directory.customer.")
            }
            if let elements = object[member] {
                guard case .array(let elements) = elements, elements.allSatisfy(\.isObject) else {
                    throw .unreliable("Page \(page) of Google's list of \(subject) holds something else. Nothing was changed; try again.")
                }
                if !elements.isEmpty { emptyPages = 0 }
                guard bound.took(elements.count) else {
                    throw .unreliable(
                        "Google's list of \(subject) has no end: \(bound.elements) came on \(bound.pages) pages. Nothing was changed; try again.")
                }
                try handle(elements)
            }
            pageToken = object["nextPageToken"]?.string
            guard emptyPages <= Self.maximumEmptyPages else {
                throw .unreliable("Google's list of \(subject) promises more and gives nothing (page \(page)). Nothing was changed; try again.")
            }
            if let token = pageToken, !seen.insert(token).inserted {
                throw .unreliable("Google's list of \(subject) repeats a page (page \(page + 1)), so it has no end. Nothing was changed; try again.")
            }
        } while pageToken != nil
    }
}

extension HTTPTransportError {
    /// How Google is asked again after this; `nil` when it is not.
    var googlePause: RetryPause? {
        switch self {
        case .unreachable: .connection
        case .noAnswer, .answerTooLong: .google
        case .untrustedServer, .libraryMissing, .cancelled: nil
        }
    }
}

extension RetryPause {
    /// Google's APIs: growing pauses of up to about a minute, as its quota pages ask for.
    static let google = RetryPause(first: 1, longest: 64, maximumTries: 6)

    /// The same with a pause of a length that no other client has.
    func next(after tries: Int, _ retryAfter: TimeInterval?) -> TimeInterval? {
        seconds(afterTry: tries, retryAfter: retryAfter, jitter: .random(in: 0...1))
    }
}
