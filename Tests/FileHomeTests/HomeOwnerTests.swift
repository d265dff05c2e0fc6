import Foundation
import Testing

@testable import FileHome

@Suite("Whose a home is", .timeLimit(.minutes(5)))
struct HomeOwnerTests {
    @Test(
        "A home is another's for everybody who may not write there, and for root always",
        arguments: [
            (owner: 1_000, user: 1_000, isWritable: true, isForeign: false), (owner: 1_000, user: 1_001, isWritable: false, isForeign: true),
            (owner: 1_000, user: 1_001, isWritable: true, isForeign: false), (owner: 1_000, user: 0, isWritable: true, isForeign: true),
            (owner: 0, user: 0, isWritable: true, isForeign: false), (owner: 0, user: 1_000, isWritable: false, isForeign: true),
        ] as [(owner: uid_t, user: uid_t, isWritable: Bool, isForeign: Bool)])
    func foreign(owner: uid_t, user: uid_t, isWritable: Bool, isForeign: Bool) {
        #expect(PrivateFolder.isForeign(owner: owner, user: user, isWritable: isWritable) == isForeign)
    }

    @Test("Whether a home is in use is seen without making it")
    func inUse() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "home-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let home = Home(folder: folder)
        #expect(try !home.isInUse())
        #expect(!FileManager.default.fileExists(atPath: folder.path))
        try home.prepare()
        #expect(try !home.isInUse())
        try SecureFile.write(Data("{}".utf8), to: home.configurationFile)
        #expect(try home.isInUse())
    }
}
