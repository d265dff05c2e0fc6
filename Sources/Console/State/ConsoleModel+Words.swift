import Provisioning
import Sync

extension ConsoleModel {
    /// The app as the Admin console's list of apps calls it.
    var applicationTitle: String { configuration.application.profile == nil ? "\(application) Office" : application }

    /// Whether an address is shown that somebody has to open in a browser.
    var isWaitingForConsent: Bool {
        if case .waiting = authorizationStep { true } else { false }
    }
}
