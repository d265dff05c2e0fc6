package import Engine
package import Foundation
import OAuth

/// A consent that is under way in a browser; ends with a redirect that is caught on loopback or pasted.
package final class AuthorizationAttempt: Sendable {
    /// The address to open, on this machine or any other.
    package let address: URL
    private let request: AuthorizationRequest
    private let listener: LoopbackListener
    private let authorization: AuthorizationService

    init(request: AuthorizationRequest, listener: LoopbackListener, authorization: AuthorizationService) {
        address = request.url
        self.request = request
        self.listener = listener
        self.authorization = authorization
    }

    /// Waits until the browser comes back, then exchanges the code. Ends early when the task is canceled.
    package func waitForRedirect() async throws(OperationError) {
        do {
            let code = try await listener.waitForCode(state: request.state)
            try await authorization.finish(code: code, request: request)
        } catch {
            await listener.stop()
            throw OperationError(credentials: error, application: authorization.context.applicationName)
        }
        await listener.stop()
    }

    /// Takes the address at which the browser ended, for consents given on another machine.
    package func paste(_ text: String) async throws(OperationError) {
        do {
            try await authorization.finish(code: request.code(inPasted: text), request: request)
        } catch {
            throw OperationError(credentials: error, application: authorization.context.applicationName)
        }
        await listener.stop()
    }

    /// Stops listening.
    package func cancel() async {
        await listener.stop()
    }
}
