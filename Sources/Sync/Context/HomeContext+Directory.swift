import Directory
import Engine
import FileHome
import Foundation
import Provisioning

/// What the way to Google is made from.
struct GoogleOrigin: Equatable, Sendable {
    let connection: GoogleConnection
    /// The file with the credentials, as it was.
    let file: FileVersion?
}

extension HomeContext {
    /// The directory that a configuration names. Google's keeps its token between runs, unless its file became another one.
    func source(_ configuration: Configuration) throws(OperationError) -> any DirectorySource {
        let settings = configuration.directory
        guard case .google(let connection)? = settings else {
            return try DirectoryConnection.open(settings, transport: transport, time: machineTime)
        }
        let origin = GoogleOrigin(connection: connection, file: connection.file.flatMap { FileVersion(of: URL(fileURLWithPath: $0)) })
        return try google.value(from: origin) { () throws(OperationError) in
            try DirectoryConnection.open(settings, transport: transport, time: machineTime)
        }
    }

    /// The directory in a word.
    var directoryName: String {
        switch try? configuration().directory {
        case .google: "Google"
        default: "the directory"
        }
    }
}
