import Foundation

/// Names of this machine itself: what is sent there stays here, and is nothing for a proxy.
enum LoopbackAddress {
    /// Whether a host of an address is 127.0.0.0/8 in any spelling, `::1`, or `localhost` and the names below it (RFC 6761 §6.3).
    static func contains(_ host: String) -> Bool {
        var name = host.lowercased()
        if name.hasSuffix(".") { name.removeLast() }
        if name == "localhost" || name.hasSuffix(".localhost") { return true }
        // Spellings such as 127.1 and 0x7f000001 too, as libcurl takes them.
        var four = in_addr()
        if inet_aton(name, &four) != 0 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
        var six = in6_addr()
        let bare = name.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        guard inet_pton(AF_INET6, bare, &six) == 1 else { return false }
        let bytes = withUnsafeBytes(of: &six) { Array($0) }
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        return isMapped ? bytes[12] == 127 : bytes[..<15].allSatisfy { $0 == 0 } && bytes[15] == 1
    }
}
