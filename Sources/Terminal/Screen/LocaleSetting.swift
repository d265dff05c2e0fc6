import CNcurses
import Foundation

/// Sets the character encoding of the process from the environment, as ncurses needs it before it starts.
package enum LocaleSetting {
    /// Whether the environment's locale shows text as UTF-8.
    package static var isUnicode: Bool { apply(ProcessInfo.processInfo.environment) }

    /// Applies the locale of the environment and tells whether text can be shown as UTF-8.
    ///
    /// A UTF-8 locale that is not installed here, as SSH often brings from elsewhere, becomes `C.UTF-8`.
    static func apply(_ environment: [String: String]) -> Bool {
        let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "C"
        if setlocale(LC_CTYPE, name) == nil {
            let wantsUnicode = name.lowercased().contains("utf-8") || name.lowercased().contains("utf8")
            if !wantsUnicode || setlocale(LC_CTYPE, "C.UTF-8") == nil { setlocale(LC_CTYPE, "C") }
        }
        return terminal_locale_is_utf8()
    }
}
