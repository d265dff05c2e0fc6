import Engine
import Foundation
import GoogleDirectory
import Provisioning

extension CheckService {
    /// A key that is older than this is to be replaced, in seconds: 90 days.
    private static let oldKey: TimeInterval = 90 * 86_400

    /// By which way Google is read, what is missing for it and what is too much; `nil` where the directory is not Google's.
    func googleCheck(_ configuration: Configuration) async -> Check? {
        guard case .google(let connection) = configuration.directory else { return nil }
        let subject = Check.Subject(
            name: "Google access",
            why: "With too little, people are missing or runs stop; with too much, whoever steals the credentials can change the directory.")
        let source: GoogleDirectorySource
        do throws(OperationError) {
            guard let opened = try context.source(configuration) as? GoogleDirectorySource else { return nil }
            source = opened
        } catch {
            return subject.failed(error.description, mend: "Do what is said here, then look again: autoprovision doctor")
        }
        let inspection = await source.inspect()
        let mend = "Do what is said here; the steps and rights are printed by: autoprovision setup --print-google \(connection.way.rawValue)"
        if !inspection.missingScopes.isEmpty {
            return subject.failed(
                "Google is read \(inspection.reader). The delegation lacks \(inspection.missingScopes.joined(separator: ", ")).",
                mend: "In the Admin console under Security › Access and data control › API controls › Domain-wide delegation, add what is missing.")
        }
        if let trouble = inspection.trouble { return subject.failed("Google is read \(inspection.reader). \(trouble)", mend: mend) }
        guard inspection.unreadable.isEmpty else {
            let parts = inspection.unreadable.map { "\($0.right.label) (\($0.right.privilege))" }.joined(separator: ", ")
            return subject.failed(
                "Google is read \(inspection.reader). What is missing: \(parts). \(inspection.unreadable.first?.reason ?? "")", mend: mend)
        }
        guard inspection.tooMuch.isEmpty else {
            return subject.warning(
                "Google is read \(inspection.reader). More than is needed: \(inspection.tooMuch.joined(separator: "; ")).",
                mend: "Take away what is named here: a role or a delegation for reading is enough.")
        }
        return keyAge(connection, subject, reader: inspection.reader) ?? subject.passed("Google is read \(inspection.reader); nothing is missing")
    }

    private func keyAge(_ connection: GoogleConnection, _ subject: Check.Subject, reader: String) -> Check? {
        guard case .keyFile(let file) = connection.credentials,
            let date = try? FileManager.default.attributesOfItem(atPath: file)[.modificationDate] as? Date
        else { return nil }
        let age = max(0, context.now.timeIntervalSince(date))
        let words = "Google is read \(reader); nothing is missing; the key file is \(Check.counted(Int(age / 86_400), "day")) old"
        guard age > Self.oldKey else { return subject.passed(words) }
        return subject.warning(
            words,
            mend:
                "Make a new key, put it in the place of \(file) (no restart is needed), and delete the old one in the Cloud console a day later. The ways "
                + "without a key need none of this: autoprovision setup --print-google federation")
    }
}
