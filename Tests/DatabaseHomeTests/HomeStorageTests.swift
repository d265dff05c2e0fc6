import Engine
import Foundation
import Testing

/// What every home does, wherever it is kept.
@Suite("A home, wherever it is kept", .timeLimit(.minutes(5)))
struct HomeStorageTests {
    @Test(
        "A document is what was written last, in every process; what is removed is gone, and no state of it comes twice", arguments: HomeKind.allCases
    )
    func documents(_ kind: HomeKind) throws {
        let place = HomePlace(kind)
        let (first, second) = (try place.open(), try place.open())
        for document in HomeDocument.allCases {
            #expect(try first.read(document) == nil && first.version(of: document) == nil, "\(document)")
            var versions: Set<DocumentVersion> = []
            // With what a text of a database could not hold.
            for content in [Data("one".utf8), Data([0, 0xFF, 0x27, 0x0A]), Data()] {
                try first.write(content, to: document)
                #expect(try second.read(document) == content, "\(document)")
                let version = try #require(try second.version(of: document))
                #expect(versions.insert(version).inserted, "\(document)")
                #expect(try first.version(of: document) == version, "\(document)")
            }
            second.remove(document)
            #expect(try first.read(document) == nil && first.version(of: document) == nil, "\(document)")
            first.remove(document)
            try first.write(Data("again".utf8), to: document)
            let version = try #require(try first.version(of: document))
            #expect(versions.insert(version).inserted, "\(document)")
        }
    }

    @Test("A document that is given another name takes the place of what had it; one that is not there changes nothing", arguments: HomeKind.allCases)
    func rename(_ kind: HomeKind) throws {
        let place = HomePlace(kind)
        let home = try place.open()
        try home.write(Data("old".utf8), to: .takenRequest)
        #expect(try !home.rename(.personRequest, to: .takenRequest))
        #expect(try home.read(.takenRequest) == Data("old".utf8))
        try home.write(Data("new".utf8), to: .personRequest)
        #expect(try home.rename(.personRequest, to: .takenRequest))
        #expect(try home.read(.personRequest) == nil && home.read(.takenRequest) == Data("new".utf8))
    }

    @Test("One holds a lock, others read who that is; whoever comes next has it as soon as it is given back", arguments: HomeKind.allCases)
    func locks(_ kind: HomeKind) throws {
        let place = HomePlace(kind)
        let (first, second) = (try place.open(), try place.open())
        for purpose in HomeLockPurpose.allCases {
            #expect(try second.holder(of: purpose) == nil, "\(purpose)")
            let lock = try #require(try first.tryLock(purpose, holder: "the first"), "\(purpose)")
            #expect(throws: Never.self) { try lock.requireHeld() }
            #expect(try second.tryLock(purpose, holder: "the second") == nil, "\(purpose)")
            #expect(try second.holder(of: purpose) != nil, "\(purpose)")
            if purpose == .run || purpose == .service {
                #expect(try second.holder(of: purpose) == "the first")
                lock.say("it says something else")
                #expect(try second.holder(of: purpose) == "it says something else")
            }
            lock.release()
            #expect(try second.holder(of: purpose) == nil, "\(purpose)")
            let next = try #require(try second.tryLock(purpose, holder: "the second"), "\(purpose)")
            next.release()
        }
    }

    @Test("Many who wait for a lock have it one after the other", arguments: HomeKind.allCases)
    func waiting(_ kind: HomeKind) async throws {
        let place = HomePlace(kind)
        let home = try place.open()
        try home.write(Data("0".utf8), to: .places)
        let homes = try (0..<4).map { _ in try place.open() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for home in homes {
                group.addTask {
                    for _ in 0..<10 {
                        let lock = try home.lock(.saving)
                        defer { lock.release() }
                        let text = try #require(try home.read(.places))
                        let number = try #require(Int(String(decoding: text, as: UTF8.self)))
                        try home.write(Data("\(number + 1)".utf8), to: .places)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try home.read(.places) == Data("40".utf8))
    }

    @Test("Asking whether it is in use makes nothing; after a configuration was written it is", arguments: HomeKind.allCases)
    func inUse(_ kind: HomeKind) throws {
        let place = HomePlace(kind)
        let home = try place.open()
        #expect(try !home.isInUse())
        try home.write(Data("{}".utf8), to: .configuration)
        #expect(try home.isInUse())
    }
}
