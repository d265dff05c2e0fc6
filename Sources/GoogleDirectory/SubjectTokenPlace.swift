import Directory
import Files
import Foundation
import HTTP
import JSON

/// Where the token is that proves to a workload identity pool who this machine is (`credential_source` of an `external_account` file).
enum SubjectTokenPlace: Sendable, Equatable {
    case file(String, Format)
    case url(URL, headers: [String: String], Format)

    /// How the token stands there.
    enum Format: Sendable, Equatable {
        /// The whole text.
        case text
        /// A member of a JSON object.
        case json(member: String)
    }

    /// The longest token that is read, in bytes.
    static let limit = 65_536

    /// Reads `credential_source`.
    ///
    /// - Throws: ``DirectoryError/invalidSettings(_:)`` for a kind that is not supported, or one that is not whole.
    init(_ source: JSONValue?, file name: String) throws(DirectoryError) {
        func refuse(_ words: String) -> DirectoryError { .invalidSettings("The federation file \(name) \(words)") }
        guard let source, source.isObject else {
            throw refuse("has no \"credential_source\". Make it again with --credential-source-file=FILE or --credential-source-url=URL.")
        }
        if source["executable"] != nil {
            throw refuse(
                "has an executable source: this program starts no program that a file names. Let that program write the token into a file, and name the file "
                    + "(--credential-source-file).")
        }
        if source["environment_id"] != nil {
            throw refuse(
                "is for an AWS machine, which is not supported. Let the machine get an OpenID Connect token, and name the file that it is in "
                    + "(--credential-source-file).")
        }
        if source["certificate"] != nil {
            throw refuse("is for an X.509 certificate, which is not supported. Use a provider for OpenID Connect or SAML tokens.")
        }
        let format = try Self.format(source["format"], refuse)
        switch (source["file"]?.string, source["url"]?.string) {
        case (let path?, nil):
            guard path.hasPrefix("/") else { throw refuse("names the token's file by a path that does not begin with /.") }
            self = .file(path, format)
        case (nil, let text?):
            guard let url = URL(string: text), Self.isAllowed(url) else {
                throw refuse(
                    "asks \(ServerText.bounded(text)) for the token. That must be an https address, or one of this machine (127.0.0.1, 169.254.0.0/16)."
                )
            }
            self = .url(url, headers: try Self.headers(source["headers"], refuse), format)
        default: throw refuse("must name either a \"file\" or a \"url\" as its \"credential_source\".")
        }
    }

    private static func format(_ value: JSONValue?, _ refuse: (String) -> DirectoryError) throws(DirectoryError) -> Format {
        switch value?["type"]?.string ?? "text" {
        case "text": return .text
        case "json":
            guard let member = value?["subject_token_field_name"]?.string, !member.isEmpty else {
                throw refuse("does not say which member of the JSON is the token (\"subject_token_field_name\").")
            }
            return .json(member: member)
        default: throw refuse("has a \"format\" that is neither text nor json.")
        }
    }

    private static func headers(_ value: JSONValue?, _ refuse: (String) -> DirectoryError) throws(DirectoryError) -> [String: String] {
        guard case .object(let members)? = value else { return [:] }
        var headers: [String: String] = [:]
        for (name, value) in members {
            guard let text = value.string, name.wholeMatch(of: /[A-Za-z0-9-]+/) != nil, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
                throw refuse("has a header that cannot be sent.")
            }
            headers[name] = text
        }
        return headers
    }

    /// Encrypted, or within this machine: link-local addresses are those of a cloud's own metadata service.
    private static func isAllowed(_ url: URL) -> Bool {
        guard url.user() == nil, let host = url.host() else { return false }
        return url.scheme == "https" || url.scheme == "http" && (GoogleHosts.isLoopback(url) || LocalService.contains(host))
    }

    /// Where it is, in a sentence.
    var words: String {
        switch self {
        case .file(let path, _): path
        case .url(let url, _, _): "\(url.host() ?? "")\(url.path())"
        }
    }

    /// The token as it is now: the system that makes it replaces it every hour or so.
    func token(_ exchange: GoogleTokenExchange) async throws(DirectoryError) -> String {
        switch self {
        case .file(let path, let format):
            let data: Data
            do throws(RegularFileError) { data = try RegularFile.read(URL(fileURLWithPath: path), limit: Self.limit) } catch {
                throw .invalidSettings(
                    "The token that proves who this machine is cannot be read from \(path): \(error.reason). See that the system which makes it writes it there."
                )
            }
            return try text(in: data, format)
        case .url(let url, let headers, let format):
            var request = HTTPRequest(.get, url, timeout: 10)
            for (name, value) in headers { request.headers[name] = value }
            let question = request
            let data: Data = try await exchange.ask("What gives this machine's token (\(words))") {
                question
            } read: { response, _ in
                response.status == 200 && response.body.count <= Self.limit ? response.body : nil
            } refusal: {
                .unauthorized(
                    "\(words) gives no token that proves who this machine is (\($0.words)). Check \"credential_source\" in the federation file, and the identity of this "
                        + "machine.")
            }
            return try text(in: data, format)
        }
    }

    private func text(in data: Data, _ format: Format) throws(DirectoryError) -> String {
        let text: String?
        switch format {
        case .text: text = String(data: data, encoding: .utf8)
        case .json(let member): text = JSONValue(data)?[member]?.string
        }
        guard let token = text?.trimmingCharacters(in: .whitespacesAndNewlines), !token.isEmpty, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else {
            throw .invalidSettings(
                "What is at \(words) is not a token\(format == .text ? "" : ": the member that the federation file names is missing"). See what writes it there."
            )
        }
        return token
    }
}
