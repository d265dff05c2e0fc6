/// What happens at one request of a run.
enum Disturbance: Sendable, Equatable {
    /// The process dies, before or after its request took effect. What is on the disk at that moment is all that the next one has.
    case crash(afterEffect: Bool)
    case network(NetworkFault)
    /// The directory's answer is bent: a kind of fault of the sandbox.
    case lie(String)
    /// Somebody turns the switch off.
    case switchOff
    /// A second process tries to run on the same home.
    case secondWriter
    /// Another client of the same user spends this much of the app's budget.
    case otherClient(Int)
    /// The app's answer says something else than what happened.
    case answer(FalseAnswer)
    /// The process stands still for so many seconds while its request is on its way, there or back, and meanwhile another machine tries to run. Both go on once that
    /// one has asked so many things.
    case rival(seconds: Double, requests: Int, beforeEffect: Bool)
    /// The machine's clock is set, this many seconds ahead of the world's time; 0 sets it right.
    case setClock(Double)
}

/// What can happen to a request on its way.
enum NetworkFault: Sendable, Equatable {
    /// Lost on the way there.
    case dropBefore
    /// The reply is lost on the way back.
    case dropAfter
    /// Refused by something in front of the server.
    case refuse(status: Int)
    /// Carried out, but answered with an error.
    case failAfter(status: Int)
    /// The reply comes after this many seconds.
    case slow(Double)
    /// The reply ends halfway.
    case truncate
}

/// What the app can say about its accounts that is not so: kinds of faults of the sandbox.
enum AppLie: String, Sendable, CaseIterable {
    /// Half of the first page, without saying so; the rest comes when it is asked for.
    case shortListing
    /// Half of every page: whoever asks on and on gets all but the newest account, and then nothing more.
    case endsEarly
    /// Every account twice.
    case repeatListing
    /// Another number of accounts than there are.
    case wrongTotal
    /// The page does not come.
    case status
    /// The page ends halfway.
    case truncate

    /// Those that a lookup of one user name can tell.
    static let ofLookups: [AppLie] = [.repeatListing, .wrongTotal, .status, .truncate]

    /// The sandbox's kind of fault that tells it, and how often.
    var fault: (kind: String, times: Int) { self == .endsEarly ? (AppLie.shortListing.rawValue, 1_000) : (rawValue, 1) }
}
