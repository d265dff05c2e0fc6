import Foundation

/// The person's browser, where there is one.
enum Browser {
    /// Whether a graphical session can show a browser.
    static var isAvailable: Bool {
        let environment = ProcessInfo.processInfo.environment
        let hasDisplay = ["DISPLAY", "WAYLAND_DISPLAY"].contains { !(environment[$0] ?? "").isEmpty }
        return hasDisplay && opener != nil
    }

    /// Opens the address where a browser can be shown; answers whether it was started.
    static func openIfAvailable(_ address: URL) -> Bool { isAvailable && open(address) }

    /// Opens the address; `false` when the browser could not be started.
    static func open(_ address: URL) -> Bool {
        guard let opener else { return false }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: opener)
        process.arguments = [address.absoluteString]
        process.environment = ChildEnvironment.of(ProcessInfo.processInfo.environment)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return false }
        return true
    }

    private static var opener: String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
        return path.split(separator: ":").map { "\($0)/xdg-open" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
