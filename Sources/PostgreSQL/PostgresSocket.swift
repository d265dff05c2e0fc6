import Foundation

/// Waiting for a socket.
enum PostgresSocket {
    /// Waits until there is something to read, or also room to write. Answers `false` when there was nothing in this time.
    static func wait(_ socket: CInt, writing: Bool = false, atMost limit: Duration) -> Bool {
        let deadline = ContinuousClock.now + limit
        while true {
            let left = deadline - .now
            guard left > .zero else { return false }
            let milliseconds = left.components.seconds * 1_000 + left.components.attoseconds / 1_000_000_000_000_000
            var descriptor = pollfd(fd: socket, events: Int16(POLLIN | (writing ? POLLOUT : 0)), revents: 0)
            let answer = poll(&descriptor, 1, CInt(clamping: milliseconds + 1))
            if answer > 0 { return true }
            // A signal of the process ends the call early.
            guard answer == 0 || errno == EINTR else { return true }
        }
    }
}

/// Texts for C.
enum CTexts {
    /// Pointers to these texts, each ended by a zero, as long as `body` runs.
    static func with<Value>(_ texts: [String?], _ body: ([UnsafePointer<CChar>?]) -> Value) -> Value {
        var bytes: [CChar] = []
        var starts: [Int?] = []
        for text in texts {
            starts.append(text == nil ? nil : bytes.count)
            guard let text else { continue }
            bytes.append(contentsOf: text.utf8.lazy.map { CChar(bitPattern: $0) })
            bytes.append(0)
        }
        return bytes.withUnsafeBufferPointer { buffer in body(starts.map { start in start.flatMap { buffer.baseAddress?.advanced(by: $0) } }) }
    }
}
