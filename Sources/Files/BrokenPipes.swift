import Foundation

/// Makes writing to a pipe or a connection that nobody reads any more an error of that one write (`EPIPE`) in the calling thread, and in those that it starts.
/// Otherwise the system ends the whole program (SIGPIPE, signal(7)).
///
/// For threads of their own: the mask of a thread of the pool would serve whatever runs there next.
public func treatBrokenPipesAsErrors() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
}
