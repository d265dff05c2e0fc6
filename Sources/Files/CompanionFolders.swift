package import Foundation

/// Where the files are that belong to this program without being part of it: a library that is loaded only when it is needed, a program that this one starts.
package enum CompanionFolders {
    /// Beside the program, as it is built, and where a package puts them. None when the system does not say where the program is.
    package static var standard: [URL] {
        guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return [] }
        let folder = URL(fileURLWithPath: program).deletingLastPathComponent()
        return [folder, folder.deletingLastPathComponent().appending(path: "lib/autoprovision")]
    }
}
