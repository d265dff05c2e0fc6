import Foundation

/// Services of the machine's own host or hypervisor, such as a cloud's metadata server: reached without a router, and nothing for a proxy.
package enum LocalService {
    /// Whether a host of an address is link-local (RFC 3927, RFC 4291 §2.5.6), or the name of Google's metadata server.
    package static func contains(_ host: String) -> Bool {
        var name = host.lowercased()
        if name.hasSuffix(".") { name.removeLast() }
        if name == "metadata.google.internal" { return true }
        var four = in_addr()
        if inet_pton(AF_INET, name, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 16 == 0xA9FE }
        var six = in6_addr()
        let bare = name.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        guard inet_pton(AF_INET6, bare, &six) == 1 else { return false }
        let bytes = withUnsafeBytes(of: &six) { Array($0.prefix(2)) }
        return bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
    }
}
