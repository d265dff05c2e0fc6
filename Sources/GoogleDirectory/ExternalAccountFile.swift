package import Directory
import Files
package import Foundation
import HTTP
import JSON

/// An `external_account` file (AIP-4117): which workload identity pool trusts whom, and where the token is that proves who this machine is.
///
/// It holds no secret, but it names servers that are sent that token. Only Google's are allowed, or a program on this machine that stands in for them.
package struct ExternalAccountFile: Sendable {
    /// The longest file that is read, in bytes.
    static let limit = 65_536
    /// Seconds that a token of the service account lives, unless the file says otherwise.
    private static let usualLifetime = 3_600
    /// What Google allows, in seconds: more than an hour only where the organization does.
    private static let lifetimes = 600...43_200

    /// The provider of the pool, as a full resource name.
    let audience: String
    /// What kind of token proves who this machine is (RFC 8693 §3).
    let subjectTokenType: String
    /// Where the token is exchanged.
    let tokenURL: URL
    /// The server that makes tokens of the service account.
    let credentialsURL: URL
    /// The service account's address.
    let serviceAccount: String
    /// How long its tokens live, in seconds.
    let lifetime: Int
    /// Where the token is that proves who this machine is.
    let subject: SubjectTokenPlace

    /// Reads a file.
    ///
    /// - Throws: ``DirectoryError/invalidSettings(_:)`` when it is missing, can be changed by others, or holds what cannot be used.
    package static func load(from file: URL) throws(DirectoryError) -> ExternalAccountFile {
        var status = stat()
        guard stat(file.path, &status) == 0 else {
            throw .invalidSettings("The federation file \(file.path) is missing. Make it with: autoprovision setup --print-google federation")
        }
        guard status.st_mode & 0o022 == 0 else {
            throw .invalidSettings(
                "The federation file \(file.path) can be changed by others, who could send this machine's identity elsewhere. Run: chmod 644 '\(file.path)'"
            )
        }
        let data: Data
        do throws(RegularFileError) { data = try RegularFile.read(file, limit: limit) } catch {
            throw .invalidSettings(
                "The federation file \(file.path) cannot be read: \(error.reason). Correct its permissions, or directory.federationFile.")
        }
        return try ExternalAccountFile(data, name: file.path)
    }

    /// Reads the text of a file; `name` is what errors call it.
    ///
    /// - Throws: ``DirectoryError/invalidSettings(_:)`` when it cannot be used.
    package init(_ data: Data, name: String) throws(DirectoryError) {
        guard let object = JSONValue(data), object.isObject else {
            throw .invalidSettings("The federation file \(name) is not JSON. Make it with gcloud iam workload-identity-pools create-cred-config.")
        }
        func refuse(_ words: String) -> DirectoryError { .invalidSettings("The federation file \(name) \(words)") }
        func required(_ member: String) throws(DirectoryError) -> String {
            guard let text = object[member]?.string, !text.isEmpty else {
                throw refuse("has no \"\(member)\". Make it with gcloud iam workload-identity-pools create-cred-config.")
            }
            return ServerText.bounded(text)
        }
        let type = object["type"]?.string.map(ServerText.bounded)
        if type == "service_account" {
            throw refuse("is the key of a service account. Name it with: autoprovision setup --google-credentials '\(name)'")
        }
        guard type == "external_account" else {
            throw refuse("is of type \(type ?? "nothing"), not external_account. Make it with gcloud iam workload-identity-pools create-cred-config.")
        }
        audience = try required("audience")
        guard audience.wholeMatch(of: Self.provider) != nil else {
            throw refuse(
                "has an \"audience\" that is not a provider of a workload identity pool: it begins with //iam.googleapis.com/projects/ and the project's number, not its id."
                    + (audience.contains("workforcePools") ? " Workforce pools are for people." : ""))
        }
        if let universe = object["universe_domain"]?.string, universe != "googleapis.com" {
            throw refuse("is for another cloud than Google's public one (\(ServerText.bounded(universe))).")
        }
        if object["client_secret"] != nil || object["workforce_pool_user_project"] != nil {
            throw refuse("holds members of a workforce pool, which is for people. Make one for a workload identity pool.")
        }
        subjectTokenType = try required("subject_token_type")
        guard Self.tokenTypes.contains(subjectTokenType) else {
            throw refuse("names a kind of token that is not supported (\(subjectTokenType)); there are \(Self.tokenTypes.joined(separator: ", ")).")
        }
        tokenURL = try Self.server(required("token_url"), member: "token_url", service: "sts", refuse)
        guard object["service_account_impersonation_url"] != nil else {
            throw refuse(
                "names no service account (\"service_account_impersonation_url\"), and an administrator's role can be given to nobody else. Make it again with "
                    + "--service-account=ADDRESS.")
        }
        let impersonation = try Self.server(
            required("service_account_impersonation_url"), member: "service_account_impersonation_url", service: "iamcredentials", refuse)
        guard let match = impersonation.path().wholeMatch(of: /\/v1\/projects\/-\/serviceAccounts\/([^\/:@]+@[^\/:@]+):generateAccessToken/),
            let account = String(match.1).removingPercentEncoding, let server = Self.root(of: impersonation)
        else {
            throw refuse(
                "has a \"service_account_impersonation_url\" that does not end in /v1/projects/-/serviceAccounts/ADDRESS:generateAccessToken.")
        }
        (serviceAccount, credentialsURL) = (account, server)
        let lifetime = object["service_account_impersonation"]?["token_lifetime_seconds"]
        let seconds = lifetime.map { $0.wholeNumber ?? 0 } ?? Self.usualLifetime
        guard Self.lifetimes.contains(seconds) else {
            throw refuse(
                "has a \"token_lifetime_seconds\" that Google does not allow; write \(Self.lifetimes.lowerBound) to \(Self.lifetimes.upperBound).")
        }
        self.lifetime = seconds
        subject = try SubjectTokenPlace(object["credential_source"], file: name)
    }

    private static let tokenTypes = ["jwt", "id_token", "saml2"].map { "urn:ietf:params:oauth:token-type:\($0)" }
    private static var provider: Regex<Substring> {
        /\/\/iam\.googleapis\.com\/projects\/[0-9]+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]+\/providers\/[a-z0-9-]+/
    }

    private static func server(
        _ text: String, member: String, service: String, _ refuse: (String) -> DirectoryError
    ) throws(DirectoryError) -> URL {
        guard let url = URL(string: text), GoogleHosts.allows(url, service: service) else {
            throw refuse(
                "would send this machine's identity to \(URL(string: text)?.host() ?? text) (\"\(member)\"). Only https://\(service).googleapis.com is allowed. If the "
                    + "file came from somebody else, do not use it.")
        }
        return url
    }

    private static func root(of url: URL) -> URL? {
        guard var parts = URLComponents(url: url, resolvingAgainstBaseURL: false) else { return nil }
        (parts.path, parts.query) = ("", nil)
        return parts.url
    }
}
