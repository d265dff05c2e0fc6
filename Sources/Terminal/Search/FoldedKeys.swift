/// All folded texts in one buffer.
struct FoldedKeys: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    init(_ texts: [String]) {
        ends.reserveCapacity(texts.count)
        for text in texts {
            SearchFolding.append(text, to: &bytes)
            ends.append(bytes.count)
        }
    }

    var count: Int { ends.count }

    func forEach(_ body: (Int, UnsafeBufferPointer<UInt8>) -> Void) {
        bytes.withUnsafeBufferPointer { buffer in
            var start = 0
            for (index, end) in ends.enumerated() {
                body(index, UnsafeBufferPointer(rebasing: buffer[start..<end]))
                start = end
            }
        }
    }
}
