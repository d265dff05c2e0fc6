package import Engine
package import Foundation
import SQL

extension DatabaseHome {
    package func version(of document: HomeDocument) throws(ConfigurationError) -> DocumentVersion? {
        try asked {
            try database.read { db in
                try db.value(Int64.self, "SELECT version FROM document WHERE name = ? AND content IS NOT NULL", [document.rawValue])
            }
        }.map { DocumentVersion([$0]) }
    }

    package func read(_ document: HomeDocument) throws(ConfigurationError) -> Data? {
        try asked {
            try database.read { db in
                try db.value(Data.self, "SELECT content FROM document WHERE name = ? AND content IS NOT NULL", [document.rawValue])
            }
        }
    }

    package func write(_ data: Data, to document: HomeDocument) throws(ConfigurationError) {
        // Whoever lost the lock meanwhile must not write over what the next one saved.
        let lease = document.lock.flatMap(leases.held)
        try asked {
            try database.write { db in
                try lease.map { try LeaseTable.requireHeld($0, db) }
                try Self.put(data, document, db)
            }
        }
    }

    package func remove(_ document: HomeDocument) {
        try? asked { try database.write { db in try Self.put(nil, document, db) } }
    }

    package func rename(_ document: HomeDocument, to other: HomeDocument) throws(ConfigurationError) -> Bool {
        try asked {
            try database.write { db in
                let found = try db.value(Data.self, "SELECT content FROM document WHERE name = ? AND content IS NOT NULL", [document.rawValue])
                guard let found else { return false }
                try Self.put(nil, document, db)
                try Self.put(found, other, db)
                return true
            }
        }
    }

    private static func put(_ data: Data?, _ document: HomeDocument, _ db: any SQLConnection) throws {
        try db.execute(
            """
            INSERT INTO document (name, content, version) VALUES (?, ?, 1)
            ON CONFLICT (name) DO UPDATE SET content = excluded.content, version = document.version + 1
            """, [document.rawValue, data])
    }
}

extension HomeDocument {
    /// The lock under which it is replaced; `nil` where whoever comes last is right.
    fileprivate var lock: HomeLockPurpose? {
        switch self {
        case .configuration: .saving
        case .credentials: .credentials
        case .runProgress: .run
        case .places, .personRequest, .takenRequest, .stepDown: nil
        }
    }
}
