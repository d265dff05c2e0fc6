import FlyingFox
import FlyingSocks
package import Foundation

/// The sandbox as a real HTTP server on 127.0.0.1: a thin shell around ``SandboxWorld``.
///
///     let server = SandboxServer(options: SandboxOptions(users: 50))
///     let baseURL = try await server.start()
///     ...
///     await server.stop()
package actor SandboxServer {
    private struct Running {
        var server: HTTPServer
        var task: Task<Void, Never>
        var baseURL: URL
    }

    private let options: SandboxOptions
    private let now: @Sendable () -> Date
    private let clockMoved: (@Sendable (TimeInterval) -> Void)?
    private var world: SandboxWorld?
    private var running: Running?
    /// The wait before a save; changes in the meantime go with it.
    private var pendingSave: Task<Void, Never>?
    private var savedRevision = 0

    /// - Parameters:
    ///   - now: the clock that the sandbox's own time is counted from.
    ///   - clockMoved: hears how far the sandbox's clock is ahead, in seconds, each time that somebody moved it and before they are answered.
    package init(
        options: SandboxOptions, now: @escaping @Sendable () -> Date = { Date() }, clockMoved: (@Sendable (TimeInterval) -> Void)? = nil
    ) {
        self.options = options
        self.now = now
        self.clockMoved = clockMoved
    }

    /// What tells this sandbox from others, kept with its state; empty before it was started.
    package var identity: String { world?.state.identity ?? "" }

    /// How far its clock is ahead of the real one, in seconds.
    package var clockOffset: TimeInterval { world?.state.clockOffset ?? 0 }

    /// Loads or draws the state and begins to listen.
    /// - Returns: the base URL, such as `http://127.0.0.1:8080`.
    /// - Throws: ``SandboxError``: port in use, state file malformed or not writable.
    package func start() async throws(SandboxError) -> URL {
        guard world == nil else { throw .alreadyStarted }
        var world = try makeWorld()
        try world.ensureServiceAccountKey()
        if world.state.identity == nil { world.state.identity = UUID().uuidString.lowercased() }
        if let url = options.stateFile { try StateFile(url: url).save(world.state) }
        savedRevision = world.revision
        self.world = world
        do throws(SandboxError) {
            let running = try await listen()
            self.running = running
            return running.baseURL
        } catch {
            self.world = nil
            throw error
        }
    }

    /// Ends the connections and saves the state.
    package func stop() async {
        guard let running else { return }
        self.running = nil
        await running.server.stop(timeout: 1)
        await running.task.value
        pendingSave?.cancel()
        await pendingSave?.value
        await save()
        world = nil
    }

    private func makeWorld() throws(SandboxError) -> SandboxWorld {
        if let url = options.stateFile, let state = try StateFile(url: url).load() {
            var world = SandboxWorld(state: state, options: options, now: now)
            if let licences = options.licences { world.state.licences = licences }
            return world
        }
        return SandboxWorld(options: options, now: now)
    }

    private func listen() async throws(SandboxError) -> Running {
        let server: HTTPServer
        do {
            let configuration = HTTPServer.Configuration(
                address: try .inet(ip4: "127.0.0.1", port: options.port), timeout: 300, pool: PromptSocketPool(), logger: .disabled)
            server = HTTPServer(
                config: configuration,
                handler: ClosureHTTPHandler { [weak self] request in
                    guard let self else { return HTTPResponse(statusCode: .serviceUnavailable) }
                    return try await self.handle(request)
                })
        } catch {
            throw .serverFailed(String(describing: error))
        }
        // The first word decides: the listener is up, or the run has ended with an error.
        let (news, reporter) = AsyncStream.makeStream(of: SandboxError?.self)
        let port = options.port
        let task = Task {
            do {
                try await server.run()
            } catch {
                reporter.yield(Self.translate(error, port: port))
            }
        }
        let waiter = Task {
            try? await server.waitUntilListening(timeout: 30)
            reporter.yield(await server.isListening ? nil : .serverFailed("it did not begin to listen within 30 seconds"))
        }
        var iterator = news.makeAsyncIterator()
        let failure = await iterator.next() ?? .serverFailed("it ended before it began")
        reporter.finish()
        waiter.cancel()
        if let failure {
            task.cancel()
            throw failure
        }
        guard case .ip4(_, let bound)? = await server.listeningAddress, let url = URL(string: "http://127.0.0.1:\(bound)") else {
            await server.stop()
            throw .serverFailed("the listening address is unknown")
        }
        world?.baseURL = url.absoluteString
        return Running(server: server, task: task, baseURL: url)
    }

    private static func translate(_ error: any Error, port: UInt16) -> SandboxError {
        guard case SocketError.failed(_, let number, let message) = error else { return .serverFailed(String(describing: error)) }
        switch number {
        case EADDRINUSE: return .portInUse(port)
        case EACCES: return .portNotPermitted(port)
        default: return .serverFailed(message)
        }
    }

    private func handle(_ request: HTTPRequest) async throws -> HTTPResponse {
        let received: SandboxRequest
        switch try await request.received() {
        case .whole(let whole): received = whole
        case .tooLarge: return .tooLarge
        case .endless: return .dropped
        }
        let offset = clockOffset
        guard var response = world?.respond(to: received) else { return HTTPResponse(statusCode: .serviceUnavailable) }
        if clockOffset != offset { clockMoved?(clockOffset) }
        scheduleSave()
        if response.delay > .zero { try await Task.sleep(for: response.delay) }
        if received.method == "HEAD" { response.body = Data() }
        return HTTPResponse(response)
    }

    /// Saves a quarter of a second after the first change, so that a burst of them costs one write.
    private func scheduleSave() {
        guard options.stateFile != nil, pendingSave == nil, let world, world.revision != savedRevision else { return }
        pendingSave = Task {
            try? await Task.sleep(for: .milliseconds(250))
            await save()
            pendingSave = nil
            scheduleSave()
        }
    }

    private func save() async {
        guard let url = options.stateFile, let world, world.revision != savedRevision else { return }
        let revision = world.revision
        let failure = await Self.write(world.state, to: StateFile(url: url))
        savedRevision = revision
        self.world?.saveFailure = failure?.description
    }

    /// Away from the actor: a large state takes a while to encode, and requests go on meanwhile.
    @concurrent
    private static func write(_ state: SandboxState, to file: StateFile) async -> SandboxError? {
        do throws(SandboxError) {
            try file.save(state)
            return nil
        } catch {
            return error
        }
    }
}
