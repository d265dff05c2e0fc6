import Provisioning

/// What somebody does next who sees this for the first time, in at most 58 columns: a line of the smallest screen. The hints go away when autoprovisioning is first turned on, and when somebody has found the help.
enum FirstSteps {
    /// The hint for a page; `nil` where the page says it itself.
    static func hint(_ page: any Page, _ model: ConsoleModel) -> String? {
        guard model.status != nil, model.configuration.autoprovisioning.firstTurnedOn == nil else { return nil }
        switch page {
        case is AppListPage: return "Enter opens the app's page."
        case is AppPage: return onAppPage(model)
        case is AttributesPage: return "The proposal suits most companies; Tab leads to Continue."
        case let page as ScopePage: return page.scope.groups.isEmpty ? "Type part of a group's name, or go on with everyone." : nil
        case is PreviewPage: return "Nothing of this is done before it is turned on."
        default: return nil
        }
    }

    private static func onAppPage(_ model: ConsoleModel) -> String? {
        let configuration = model.configuration
        let isConnected = configuration.directory != nil && (configuration.application.clientID != nil || configuration.application.profile != nil)
        guard isConnected else { return "First: Connection, for the directory and the app." }
        switch configuration.autoprovisioning.setupProgress {
        case .notStarted: return "Next: Set up. User access says for whom the app is on."
        case .authorized, .attributesMapped, .scopeChosen: return "Next: Continue the set-up."
        case .finished where configuration.userAccess.isOffForEveryone: return "Next: User access, for whom the app is on."
        case .finished: return "Next: p shows what would be done; the slider turns it on."
        }
    }
}
