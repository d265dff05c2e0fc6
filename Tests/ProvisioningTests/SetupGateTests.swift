import Provisioning
import Testing

@Suite("Gates of the setup", .timeLimit(.minutes(5)))
struct SetupGateTests {
    @Test(
        "who may sign in",
        arguments: [
            ("admin@corp.example", true), ("  admin@corp.example ", true), ("admin@gmail.com", false), ("Admin@GMAIL.com", false),
            ("admin@googlemail.com", false), ("admin", false), ("@corp.example", false), ("admin@corp", false), ("a@b@corp.example", false),
            ("a b@corp.example", false), ("", false), ("admin@.example", false),
        ])
    func signIn(address: String, isAllowed: Bool) {
        #expect((SetupGate.signIn(address) == nil) == isAllowed)
    }

    @Test("gmail.com is refused with the reason")
    func consumerAddress() {
        #expect(SetupGate.signIn("me@gmail.com")?.description.contains("administrator account of your organization") == true)
    }

    @Test("the switch: each missing thing names the place of its cure")
    func turnOn() {
        let whole = {
            var configuration = World.configuration(policy: .init(deleted: .init(suspend: .after1Day)))
            configuration.autoprovisioning.isOn = false
            return configuration
        }()
        func place(authorized: Bool = true, _ change: (inout Configuration) -> Void) -> Blocked.Place? {
            var configuration = whole
            change(&configuration)
            return SetupGate.turnOn(configuration, targets: World.targets, isAuthorized: authorized)?.place
        }
        #expect(place { _ in } == nil)
        #expect(place { $0.userAccess = UserAccess() } == .userAccess)
        #expect(place { $0.directory = nil } == .connection)
        #expect(place { $0.autoprovisioning.mapping.removeAll() } == .attributes)
        #expect(place { $0.autoprovisioning.deprovisioning = .init() } == .deprovisioning)
        #expect(place { $0.autoprovisioning.setupProgress = .attributesMapped } == .scope)
        #expect(place { $0.autoprovisioning.setupProgress = .notStarted } == .authorization)
        #expect(place(authorized: false) { _ in } == .authorization)
    }
}
