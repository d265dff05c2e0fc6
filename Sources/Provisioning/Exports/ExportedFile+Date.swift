package import Directory
package import Foundation

extension ExportedFile {
    /// When it was written last.
    package var modified: Date { Date(timeIntervalSince1970: Double(modifiedMilliseconds) / 1_000) }

    /// A file that was written at this moment.
    package init(name: String, size: Int64, modified: Date) {
        self.init(name: name, size: size, modifiedMilliseconds: Int64((modified.timeIntervalSince1970 * 1_000).rounded()))
    }
}
