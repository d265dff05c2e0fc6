import Files
import Foundation
import Provisioning
import Synchronization

/// Phone numbers by Google's library, which is loaded when the first number is read.
final class PhoneNumbers: Sendable {
    private typealias Read = @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafeMutablePointer<CChar>, Int) -> CInt

    /// The longest text that is looked at: the longest number has 15 digits, and people put marks between them.
    private static let longestText = 60

    private struct Missing: Error {}

    /// `nil` before the library was looked for.
    private let library = Mutex<Result<Read, Missing>?>(nil)
    /// Where the library may lie, beside the places of the system.
    private let folders: [URL]

    init(folders: [URL] = CompanionFolders.standard) { self.folders = folders }

    /// Whether the library is there; loads it.
    var isAvailable: Bool { (try? load().get()) != nil }

    /// The files that it may come from.
    var candidates: [String] { folders.map { $0.appending(path: Self.name).path } }

    private static let name = "libAutoprovisionPhoneNumbers.so"

    /// What a text means as a phone number; `nil` when the library is missing.
    func reading(of text: String, country: String?) -> PhoneNumberReading? {
        // The library makes digits of letters and drops extensions: both would be guesses.
        if let doubt = Self.doubt(text) { return .doubt(doubt) }
        guard case .success(let read) = load() else { return nil }
        return Self.read(text, country, read)
    }

    private static func doubt(_ text: String) -> PhoneNumberDoubt? {
        // Most numbers are written with digits and a few marks; nothing of them can be a word or an extension.
        if text.utf8.count <= longestText, text.utf8.allSatisfy({ plain.contains($0) }), text.utf8.contains(where: { digits.contains($0) }) {
            return nil
        }
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

    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    private static let plain = Set(" ()+-./0123456789".utf8)

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

    private func load() -> Result<Read, Missing> {
        library.withLock { library in
            if let known = library { return known }
            let candidates = candidates.filter { FileManager.default.fileExists(atPath: $0) } + [Self.name]
            var found: Result<Read, Missing> = .failure(Missing())
            for candidate in candidates {
                guard let handle = dlopen(candidate, RTLD_NOW | RTLD_LOCAL), let function = dlsym(handle, "phone_number_read") else { continue }
                found = .success(unsafeBitCast(function, to: Read.self))
                break
            }
            library = found
            return found
        }
    }
}
