import Foundation

/// Something like a machine of its own: a network namespace (network_namespaces(7)) that reaches services of this machine through links which can be cut. What is
/// sent through a cut link is lost, and neither side is told, as when a cable is pulled.
final class NetworkNamespace {
    /// Whether this machine lets tests have namespaces: it takes root, iproute2, socat and a kernel that allows it, which a container's may not.
    static let isPossible: Bool = {
        guard getuid() == 0, [socat, nsenter].allSatisfy(FileManager.default.isExecutableFile) else { return false }
        let name = "autoprovision-probe-\(getpid())"
        defer { try? ip("netns", "del", name) }
        return (try? ip("netns", "add", name)) != nil
    }()
    static let whyNot = "Network namespaces take root, iproute2 and socat (.ci/install-packages tests), and a kernel that allows them"

    private struct Failed: Error {
        let command: String
    }

    private static let socat = "/usr/bin/socat"
    private static let nsenter = "/usr/bin/nsenter"

    private let name = "autoprovision-\(UUID().uuidString.prefix(8).lowercased())"
    /// The third number of the addresses of its links.
    private let subnet = Int.random(in: 0...255)
    private var links = 0
    private var relays: [ChildProcess] = []

    init() throws {
        try Self.ip("netns", "add", name)
        try Self.ip("-n", name, "link", "set", "lo", "up")
    }

    deinit {
        for relay in relays {
            // Those that it started for single connections, then itself.
            try? Self.run("/usr/bin/pkill", ["-KILL", "-P", "\(relay.identifier)"])
            kill(relay.identifier, SIGKILL)
        }
        for number in 0..<links { try? Self.ip("link", "del", device(number)) }
        try? Self.ip("netns", "del", name)
    }

    /// What is to be typed before a command so that it runs in the namespace; the process stays the same one.
    var entering: (program: String, arguments: [String]) { (Self.nsenter, ["--net=/run/netns/\(name)"]) }

    /// A link to one service of this machine. `inside` is where it is found in the namespace, `service` where it really is, both as socat calls them. Answers the
    /// link's number.
    func link(_ inside: String, to service: String) throws -> Int {
        let number = links
        links += 1
        let (here, there, port) = ("10.231.\(subnet).\(4 * number + 1)", "10.231.\(subnet).\(4 * number + 2)", 7_000)
        try Self.ip("link", "add", device(number), "type", "veth", "peer", "name", "link\(number)", "netns", name)
        try Self.ip("address", "add", "\(here)/30", "dev", device(number))
        try Self.ip("link", "set", device(number), "up")
        try Self.ip("-n", name, "address", "add", "\(there)/30", "dev", "link\(number)")
        try Self.ip("-n", name, "link", "set", "link\(number)", "up")
        relays.append(try ChildProcess(Self.socat, ["TCP-LISTEN:\(port),bind=\(here),fork,reuseaddr", service]))
        relays.append(try ChildProcess(entering.program, entering.arguments + [Self.socat, inside, "TCP:\(here):\(port)"]))
        return number
    }

    func cut(_ link: Int) throws { try Self.ip("link", "set", device(link), "down") }

    func mend(_ link: Int) throws { try Self.ip("link", "set", device(link), "up") }

    /// The end of a link on this machine; its name has 15 letters at the most.
    private func device(_ number: Int) -> String { "ap\(name.suffix(8))-\(number)" }

    private static func ip(_ arguments: String...) throws { try run("/usr/sbin/ip", arguments) }

    private static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(command: ([program] + arguments).joined(separator: " ")) }
    }
}
