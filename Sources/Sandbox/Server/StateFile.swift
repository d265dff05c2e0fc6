import Foundation

/// The file that a sandbox remembers itself in: JSON, readable by its owner only, replaced as a whole.
struct StateFile: Sendable {
    var url: URL

    /// - Returns: `nil` when there is no such file yet.
    /// - Throws: ``SandboxError/stateFileMalformed(path:reason:)`` or ``SandboxError/stateFileUnreadable(path:reason:)``; the file is left as it is.
    func load() throws(SandboxError) -> SandboxState? {
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        let data: Data
        do {
            data = try Data(contentsOf: url)
        } catch {
            throw .stateFileUnreadable(path: url.path, reason: error.localizedDescription)
        }
        do {
            let decoder = JSONDecoder()
            let version = try decoder.decode(VersionOnly.self, from: data).version
            guard version == SandboxState.currentVersion else {
                throw SandboxError.stateFileMalformed(
                    path: url.path, reason: "its version is \(version), this program writes version \(SandboxState.currentVersion)")
            }
            return try decoder.decode(SandboxState.self, from: data)
        } catch let error as SandboxError {
            throw error
        } catch {
            throw .stateFileMalformed(path: url.path, reason: Self.reason(error))
        }
    }

    /// Writes to a file beside it, syncs, renames, and syncs the folder, so that a crash leaves the old state or the new one.
    /// - Throws: ``SandboxError/stateFileNotWritable(path:reason:)``.
    func save(_ state: SandboxState) throws(SandboxError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let data = try? encoder.encode(state) else { throw .stateFileNotWritable(path: url.path, reason: "the state cannot be encoded") }
        let temporary = url.path + ".new"
        do throws(SandboxError) {
            try writeSynced(data, to: temporary)
            guard rename(temporary, url.path) == 0 else { throw failure() }
        } catch {
            unlink(temporary)
            throw error
        }
        let folder = open(url.deletingLastPathComponent().path, O_RDONLY)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }

    private func writeSynced(_ data: Data, to path: String) throws(SandboxError) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure() }
        defer { close(file) }
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure() }
            rest = rest.dropFirst(count)
        }
        guard fsync(file) == 0 else { throw failure() }
    }

    private func failure() -> SandboxError {
        .stateFileNotWritable(path: url.path, reason: String(cString: strerror(errno)))
    }

    private struct VersionOnly: Decodable { var version: Int }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "it cannot be understood" }
        switch error {
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty ? "it is not JSON" : "\(path(context.codingPath)): \(context.debugDescription)"
        case .keyNotFound(let key, let context): return "\(path(context.codingPath + [key])) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context): return "\(path(context.codingPath)) has the wrong type"
        @unknown default: return "it cannot be understood"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String { keys.map(\.stringValue).joined(separator: ".") }
}
