package import Engine
package import Foundation
package import HTTP
package import Provisioning

/// What a sandbox tells those who want to connect to it.
package struct SandboxConnection: Decodable, Sendable {
    /// The side of the app.
    package struct RingCentral: Decodable, Sendable {
        package let baseURL: String
        package let clientID: String
        package let clientSecret: String
        package let userName: String
        package let password: String
        /// Opens a session without a browser.
        package let personalJWT: String
    }

    /// The side of the directory.
    package struct Google: Decodable, Sendable {
        package let baseURL: String
        package let adminAddress: String
        package let customerID: String
        package let serviceAccountURL: String
    }

    package let ringCentral: RingCentral
    package let google: Google

    /// Asks the sandbox at `url`.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when there is no sandbox.
    package static func load(from url: URL, transport: any HTTPTransport = NetworkTransport()) async throws -> SandboxConnection {
        let response = try await transport.send(HTTPRequest(.get, url.appending(path: "sandbox/connection.json")))
        guard response.isSuccess, let connection = try? JSONDecoder().decode(Self.self, from: response.body) else {
            throw OperationError.invalidInput(
                "\(url.absoluteString) is not a sandbox. Start one with `autoprovision sandbox` and use the address that it prints.")
        }
        return connection
    }

    /// The change that points a home at the sandbox: directory, app registration, client secret and the key of the service account.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when the sandbox does not hand out its key.
    package func change(
        of configuration: Configuration, at home: any HomeStorage, transport: any HTTPTransport = NetworkTransport()
    ) async throws -> SetupChange {
        guard let keyURL = URL(string: google.serviceAccountURL) else {
            throw OperationError.invalidInput("The sandbox names no usable address for its service account.")
        }
        let key = try await transport.send(HTTPRequest(.get, keyURL))
        guard key.isSuccess else { throw OperationError.invalidInput("The sandbox did not hand out its service-account key (status \(key.status)).") }
        let file = home.localFolder.appending(path: "google-service-account.json")
        var change = SetupChange(configuration)
        change.serviceAccountKey = SandboxKey(file: file, text: key.body)
        change.clientSecret = ringCentral.clientSecret
        change.configuration.directory = .google(
            keyFile: file.path, administrator: google.adminAddress, customer: google.customerID, apiBaseURL: google.baseURL)
        change.configuration.application = ApplicationSettings(
            baseURL: ringCentral.baseURL, clientID: ringCentral.clientID, protectedAccount: configuration.application.protectedAccount)
        return change
    }

    /// Points a home at the sandbox. A home that was connected to a sandbox before follows it to its new port: the two are started together.
    package func connect(_ workspace: Workspace, transport: any HTTPTransport = NetworkTransport()) async throws {
        let configuration = try await workspace.setup.configuration()
        let isSameServer = URL(string: configuration.application.baseURL)?.host() == URL(string: ringCentral.baseURL)?.host()
        _ = try await workspace.setup.keep(change(of: configuration, at: workspace.home, transport: transport), isSameServer: isSameServer)
    }
}
