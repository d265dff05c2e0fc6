package import Provisioning

/// Where a sentence is read.
package enum Surface: Sendable, CaseIterable {
    case commandLine
    case console
}

extension CommandHint {
    /// A sentence that names the way on this surface.
    package func words(on surface: Surface) -> String {
        switch (self, surface) {
        case (.authorize, .commandLine): "Authorize it: `autoprovision authorize`, or App authorization in the console."
        case (.authorize, .console): "Authorize it under App authorization."
        case (.reauthorize, .commandLine): "Reauthorize: `autoprovision authorize`, or App authorization in the console."
        case (.reauthorize, .console): "Reauthorize: press R on the app's page."
        case (.seePending, .commandLine): "Look at what is due: `autoprovision pending`."
        case (.seePending, .console): "To see what is due, press n on the app's page."
        case (.letRunsGoOn, .commandLine): "Resume them now: `autoprovision on`."
        case (.letRunsGoOn, .console): "To let them continue now, answer the question on the app's page."
        case (.turnOff, .commandLine): "Turn them off: `autoprovision off`."
        case (.turnOff, .console): "To stop them, turn off the slider on the app's page."
        case (.protectAccount, .commandLine): "Name another account: `autoprovision setup --protected-account`."
        case (.protectAccount, .console): "Name another account on the page Connection."
        case (.ignoreFinding, .commandLine): "If you keep it by hand, ignore the finding: `autoprovision accounts ignore ACCOUNT`."
        case (.ignoreFinding, .console): "If you keep it by hand, ignore the finding (I)."
        }
    }
}

extension [CommandHint] {
    /// The sentence with these hints after it.
    package func following(_ sentence: String, on surface: Surface) -> String {
        ([sentence] + map { $0.words(on: surface) }).joined(separator: " ")
    }
}
