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

    /// Gives each text, or each of `candidates`, in this order.
    func forEach(among candidates: [Int32]? = nil, _ body: (Int, UnsafeBufferPointer<UInt8>) -> Void) {
        bytes.withUnsafeBufferPointer { buffer in
            ends.withUnsafeBufferPointer { ends in
                func give(_ index: Int) {
                    let start = index == 0 ? 0 : ends[index - 1]
                    body(index, UnsafeBufferPointer(rebasing: buffer[start..<ends[index]]))
                }
                if let candidates {
                    for candidate in candidates { give(Int(candidate)) }
                } else {
                    for index in ends.indices { give(index) }
                }
            }
        }
    }
}
