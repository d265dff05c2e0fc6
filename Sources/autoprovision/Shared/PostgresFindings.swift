import Engine
import Foundation
import PostgreSQL
import Wording

/// What an administrator should know about the server that keeps a home.
enum PostgresFindings {
    /// The furthest that the server's clock may be off before it is worth a word, in seconds.
    private static let clockTolerance = 30.0

    static func of(_ database: PostgresDatabase) throws -> [HomeFinding] { try of(PostgresFacts(database), now: Date()) }

    static func of(_ facts: PostgresFacts, now: Date) -> [HomeFinding] {
        [server(facts), durability(facts), standbys(facts), encryption(facts), clock(facts, now)].compactMap(\.self)
    }

    private static func server(_ facts: PostgresFacts) -> HomeFinding {
        let why = "Everything but the key of the credentials is in it; without it nothing is written to the app."
        if facts.isStandby {
            return HomeFinding(
                "Database", why: why, "PostgreSQL \(facts.version), a standby that can only be read.",
                mend: "Name the server that can be written in --home, or name all of them: postgresql://ONE,TWO/DATABASE?tenant=NAME")
        }
        guard facts.mayMakeTables else {
            return HomeFinding(
                "Database", why: why,
                "PostgreSQL \(facts.version). This user may not make tables for the tenant, so a newer version of this program could not.",
                mend: "Let the user that made the tenant's schema open this home, or grant it: GRANT CREATE ON SCHEMA ... TO ...")
        }
        return HomeFinding("Database", why: why, "PostgreSQL \(facts.version)")
    }

    private static func durability(_ facts: PostgresFacts) -> HomeFinding {
        let why = "What was written to the app has to be in the ledger after a power cut."
        guard facts.synchronousCommit == "off" else {
            return HomeFinding("Durability", why: why, "a change counts when it is on the disk (synchronous_commit is \(facts.synchronousCommit))")
        }
        return HomeFinding(
            "Durability", why: why, "The server says that a change is saved before it is (synchronous_commit is off).",
            mend: "Set it for the user of this program: ALTER ROLE ... SET synchronous_commit = on")
    }

    private static func standbys(_ facts: PostgresFacts) -> HomeFinding? {
        let why = "A standby that had not got the newest changes when it took over counts as a restored backup: delays begin anew."
        guard let standbys = facts.standbys, !standbys.isEmpty else { return nil }
        guard standbys.contains(where: { $0 == "sync" || $0 == "quorum" }) else {
            return HomeFinding(
                "Standby", why: why, "\(standbys.count.counted("standby", "standbys")), none of which is waited for.",
                mend: "Name one in synchronous_standby_names, if no change may be lost when it takes over.")
        }
        return HomeFinding(
            "Standby", why: why, "\(standbys.count.counted("standby", "standbys")), of which one at least has every change that counts")
    }

    private static func encryption(_ facts: PostgresFacts) -> HomeFinding? {
        let why = "Names and addresses of people go over this connection."
        return facts.isEncrypted.map { isEncrypted in
            isEncrypted
                ? HomeFinding("Connection", why: why, "encrypted")
                : HomeFinding(
                    "Connection", why: why, "Not encrypted.", mend: "Say sslmode=verify-full in the address, unless it never leaves this machine.")
        }
    }

    private static func clock(_ facts: PostgresFacts, _ now: Date) -> HomeFinding {
        let why = "The server's clock decides when a dead machine's right to write has run out."
        let ahead = facts.clock - now.timeIntervalSince1970
        guard abs(ahead) > clockTolerance else { return HomeFinding("Database clock", why: why, "as this machine's") }
        return HomeFinding(
            "Database clock", why: why, "It is \(Int(abs(ahead).rounded())) seconds \(ahead > 0 ? "ahead of" : "behind") this machine's.",
            mend: "Let both follow a time server: timedatectl set-ntp true")
    }
}
