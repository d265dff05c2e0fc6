import Foundation
import Provisioning
import Synchronization

/// Phone numbers by Google's library, which is loaded when the first number is read. What was read is kept by its text: a service reads each number once.
final class PhoneNumbers: Sendable {
    private typealias Read = @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafeMutablePointer<CChar>, Int) -> CInt

    /// So many readings are kept; when there are more, all are forgotten. One takes about 150 bytes.
    private static let capacity = 200_000
    /// The longest text that is looked at: the longest number has 15 digits, and people put marks between them.
    private static let longestText = 60

    private struct Key: Hashable {
        let text: String
        let country: String?
    }

    private struct State {
        var readings: [Key: PhoneNumberReading] = [:]
        /// `nil` before the library was looked for.
        var library: Result<Read, Missing>?
    }

    private struct Missing: Error {}

    private let state = Mutex(State())
    /// Where the library may lie, beside the places of the system.
    private let folders: [URL]

    init(folders: [URL] = PhoneNumbers.standardFolders) { self.folders = folders }

    /// Beside the program, as it is built, and where a package puts it.
    static var standardFolders: [URL] {
        guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return [] }
        let folder = URL(fileURLWithPath: program).deletingLastPathComponent()
        return [folder, folder.deletingLastPathComponent().appending(path: "lib/autoprovision")]
    }

    /// Whether the library is there; loads it.
    var isAvailable: Bool { state.withLock { (try? load(&$0).get()) != nil } }

    /// What a text means as a phone number.
    func reading(of text: String, country: String?) -> PhoneNumberReading {
        // The library makes digits of letters and drops extensions: both would be guesses.
        if let doubt = Self.doubt(text) { return .doubt(doubt) }
        let key = Key(text: text, country: country)
        return state.withLock { state in
            if let known = state.readings[key] { return known }
            guard case .success(let read) = load(&state) else { return .doubt(.notANumber) }
            let reading = Self.read(text, country, read)
            if state.readings.count >= Self.capacity { state.readings.removeAll() }
            state.readings[key] = reading
            return reading
        }
    }

    private static func doubt(_ text: String) -> PhoneNumberDoubt? {
        guard text.unicodeScalars.count <= longestText else { return .notANumber }
        let lower = text.lowercased()
        // ;ext= is that of tel: addresses (RFC 3966 §5.1.1), the others are how people write it.
        let hasDigits = text.unicodeScalars.contains { $0.properties.numericType == .decimal }
        if hasDigits,
            lower.contains("ext") || lower.contains("#") || lower.contains(";") || lower.contains("durchwahl") || Self.hasExtensionMark(lower)
        {
            return .hasExtension
        }
        if text.unicodeScalars.contains(where: \.properties.isAlphabetic) { return hasDigits ? .letters : .notANumber }
        return hasDigits ? nil : .notANumber
    }

    /// An x with digits on both sides of it.
    private static func hasExtensionMark(_ text: String) -> Bool {
        let parts = text.split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return false }
        return parts.allSatisfy { part in part.contains(where: \.isNumber) && !part.contains(where: \.isLetter) }
    }

    private static func read(_ text: String, _ country: String?, _ read: Read) -> PhoneNumberReading {
        var number = [CChar](repeating: 0, count: 32)
        // 0 to 5 are the values of `phone_number_reading` in cphonenumbers.h.
        return switch read(text, country ?? "ZZ", &number, number.count) {
        case 0: .number(String(decoding: number.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
        case 1: .doubt(.hasExtension)
        case 2: .doubt(.noCountry)
        case 3: .doubt(.wrongLength)
        case 4: .doubt(.notInUse)
        default: .doubt(.notANumber)
        }
    }

    private func load(_ state: inout State) -> Result<Read, Missing> {
        if let known = state.library { return known }
        let name = "libAutoprovisionPhoneNumbers.so"
        let candidates = folders.map { $0.appending(path: name).path }.filter { FileManager.default.fileExists(atPath: $0) } + [name]
        var found: Result<Read, Missing> = .failure(Missing())
        for candidate in candidates {
            guard let library = dlopen(candidate, RTLD_NOW | RTLD_LOCAL), let function = dlsym(library, "phone_number_read") else { continue }
            found = .success(unsafeBitCast(function, to: Read.self))
            break
        }
        state.library = found
        return found
    }
}
