import Foundation
import HTTP
import JSON

/// Calls of the Directory API: authorized, repeated when Google is busy, paged with distrust.
struct GoogleDirectoryClient: Sendable {
    /// Tries of one request.
    static let maximumTries = 6

    let baseURL: URL
    let token: GoogleAccessToken
    let transport: any HTTPTransport
    let sleep: @Sendable (Duration) async throws -> Void

    /// Pages without an element that may follow one another: a listing that only promises more has no end.
    static let maximumEmptyPages = 10
    /// What a listing may have at most: 20,000 pages are four million members, or ten million people.
    var bound = ListBound(pages: 20_000, elements: 10_000_000)

    /// One answer as JSON; `path` is percent-encoded already. `nil` when there is no such thing: 404, or another status that says so here.
    func get(
        _ path: String, _ query: [(String, String)], reading subject: String, absentStatuses: Set<Int> = [404]
    ) async throws(DirectoryError) -> JSONValue? {
        var tries = 0
        var wasRefused = false
        while true {
            tries += 1
            let url = baseURL.withEncodedPath("/admin/directory/v1/\(path)").withQuery(query)
            let request = HTTPRequest(.get, url, headers: ["Authorization": "Bearer \(try await token.value())", "Accept": "application/json"])
            let failure: DirectoryError
            switch await answer(to: request) {
            case .success(let response):
                if absentStatuses.contains(response.status) { return nil }
                if response.isSuccess { return try Self.object(in: response, reading: subject) }
                let answer = GoogleFailure(response)
                failure = answer.error(reading: subject)
                if answer.status == 401, !wasRefused {
                    wasRefused = true
                    await token.forget()
                    continue
                }
                guard answer.isTransient, tries < Self.maximumTries else { throw failure }
            case .failure(let error):
                failure = GoogleFailure.error(error)
                guard error != .cancelled, tries < Self.maximumTries else { throw failure }
            }
            do { try await sleep(.seconds(min(pow(2, Double(tries - 1)), 64) + Double.random(in: 0..<1))) } catch { throw .cancelled }
        }
    }

    private func answer(to request: HTTPRequest) async -> Result<HTTPResponse, HTTPTransportError> {
        do throws(HTTPTransportError) { return .success(try await transport.send(request)) } catch { return .failure(error) }
    }

    private static func object(in response: HTTPResponse, reading subject: String) throws(DirectoryError) -> JSONValue {
        guard let object = JSONValue(response.body), case .object = object else {
            throw .unreliable("Google's list of \(subject) is not whole: the answer is no JSON. Nothing was changed; try again.")
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
