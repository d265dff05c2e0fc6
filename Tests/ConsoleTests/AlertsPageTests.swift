import Foundation
import Terminal
import Testing
import Wording

@testable import Console
@testable import Provisioning
@testable import Sync

@Suite("The page Alerts", .timeLimit(.minutes(1)))
struct AlertsPageTests {
    static let calm = AlertOverview(open: [], settings: AlertSettings(), waiting: [], application: "RingCentral")

    static let told: Configuration = {
        var configuration = SnapshotWorld.configuration(isOn: true)
        configuration.alerts.mail = MailSettings(to: ["admin@corp.example"])
        configuration.alerts.set(.disk) { $0.isOn = false }
        return configuration
    }()

    static let overview: AlertOverview = {
        let now = SnapshotWorld.now
        var message = AlertMessage(number: 1, way: .mail, made: now, opened: [])
        message.failed(because: "The program /usr/sbin/sendmail is missing, or may not be started by this user.", at: now)
        return AlertOverview(
            open: [OpenAlert(Alert(.held, since: now - 3_600, count: 12), opened: now - 3_600, told: now - 3_600)], settings: told.alerts,
            waiting: [message],
            application: "RingCentral")
    }()

    static func page(_ configuration: Configuration, _ overview: AlertOverview) -> ConsoleState {
        var state = Fixture.app(configuration)
        _ = state.enter(.alerts)
        _ = state.handle(.answer(AlertsPage.Read(), overview))
        return state
    }

    @Test("One question makes it work for the administrator who is signed in")
    func tellMe() throws {
        var configuration = SnapshotWorld.configuration(isOn: true)
        configuration.administrator = "admin@corp.example"
        var state = Self.page(configuration, Self.calm)
        #expect(state.press(.character("@")).isEmpty)
        #expect(state.text.contains("Alerts go to admin@corp.example"))
        var edited = configuration
        edited.alerts.mail = MailSettings(to: ["admin@corp.example"])
        #expect(state.press(.tab, .enter) == [.task(Save(edited, .stay))])
    }

    @Test("Nobody signed in, the page names the command")
    func nobody() {
        var configuration = SnapshotWorld.configuration(isOn: true)
        configuration.administrator = nil
        var state = Self.page(configuration, Self.calm)
        #expect(state.press(.character("@")).isEmpty)
        #expect(state.text.contains("autoprovision setup --alert-mail"))
    }

    @Test("Space turns the selected condition off and on, T sends a test, and what is open stands first")
    func keys() {
        var state = Self.page(Self.told, Self.overview)
        #expect(state.text.contains("12 actions are held by the safeguards"))
        var edited = Self.told
        edited.alerts.set(.held) { $0.isOn = false }
        #expect(state.press(.character(" ")) == [.task(Save(edited, .stay))])
        #expect(state.press(.character("T")) == [.task(AlertsPage.Test())])
        #expect(state.press(.control("r")) == [.task(AlertsPage.Check())])
    }
}
