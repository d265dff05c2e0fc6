import SQL

/// The tables, and how older ledgers become today's. Times are seconds since 1970, UTC.
enum LedgerSchema {
    static let migrations: SQLMigrations = {
        var migrations = SQLMigrations(of: "ledger")
        migrations.add("1: links, timers, runs, journal") { db in
            try db.define(
                """
                CREATE TABLE link (
                    person TEXT PRIMARY KEY, account TEXT NOT NULL UNIQUE, attributes TEXT NOT NULL, active INTEGER NOT NULL
                ) STRICT;
                CREATE TABLE timer (
                    person TEXT NOT NULL, cause TEXT NOT NULL, first_seen REAL NOT NULL, PRIMARY KEY (person, cause)
                ) STRICT;
                CREATE TABLE decision (
                    person TEXT NOT NULL, cause TEXT NOT NULL, action TEXT NOT NULL, not_before REAL, made REAL NOT NULL,
                    PRIMARY KEY (person, cause, action)
                ) STRICT;
                CREATE TABLE run (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, revision INTEGER NOT NULL, started REAL NOT NULL, finished REAL, outcome TEXT,
                    message TEXT, people INTEGER NOT NULL DEFAULT 0, held INTEGER NOT NULL DEFAULT 0, pending INTEGER NOT NULL DEFAULT 0,
                    problems INTEGER NOT NULL DEFAULT 0
                ) STRICT;
                CREATE TABLE journal (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL REFERENCES run (id), kind TEXT, person TEXT NOT NULL,
                    name TEXT NOT NULL, email TEXT NOT NULL, account TEXT, reason TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
                    state TEXT NOT NULL, code TEXT, message TEXT, started REAL NOT NULL, ended REAL,
                    released INTEGER NOT NULL DEFAULT 0
                ) STRICT;
                CREATE TABLE audit (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, entry INTEGER NOT NULL, text TEXT NOT NULL, hash TEXT NOT NULL
                ) STRICT;
                CREATE INDEX journal_by_end ON journal (ended);
                CREATE INDEX journal_open ON journal (state) WHERE state = 'open';
                CREATE INDEX journal_by_person ON journal (person, id);
                """)
        }
        migrations.add("2: held decisions") { db in
            try db.define(
                """
                CREATE TABLE held_decision (
                    person TEXT NOT NULL, kind TEXT NOT NULL, verdict TEXT NOT NULL, fingerprint TEXT NOT NULL, made REAL NOT NULL,
                    PRIMARY KEY (person, kind)
                ) STRICT;
                -- Failures up to this entry of the journal do not count any more: somebody asked for another try.
                CREATE TABLE retry (person TEXT PRIMARY KEY, after_entry INTEGER NOT NULL) STRICT;
                ALTER TABLE run ADD COLUMN waiting INTEGER NOT NULL DEFAULT 0;
                ALTER TABLE run ADD COLUMN rejected INTEGER NOT NULL DEFAULT 0;
                CREATE INDEX journal_failed ON journal (ended, person) WHERE state = 'failed';
                """)
        }
        migrations.add("3: looking through a long log") { db in
            // PostgreSQL takes no long names into a key.
            let namesKey =
                switch db.dialect {
                case .sqlite: ", PRIMARY KEY (person, name, email)) STRICT, WITHOUT ROWID;"
                case .postgreSQL: "); CREATE INDEX person_name_by_person ON person_name (person);"
                }
            try db.define(
                """
                -- Whatever counts over a time finds all that it needs in the index itself.
                DROP INDEX journal_by_end;
                CREATE INDEX journal_by_end ON journal (ended, state, kind, released);
                CREATE INDEX journal_by_run ON journal (run, state, kind);
                CREATE INDEX journal_by_kind ON journal (kind, state);
                CREATE INDEX audit_by_entry ON audit (entry);
                -- The names under which people are in the journal, folded for searching.
                CREATE TABLE person_name (
                    person TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL, folded TEXT NOT NULL\(namesKey)
                """)
            for row in try db.rows("SELECT DISTINCT person, name, email FROM journal") {
                try Ledger.rememberName(person: row["person"], name: row["name"], email: row["email"], db)
            }
        }
        migrations.add("4: links that may be missing") { db in
            // A row as long as accounts may be ours without a link.
            try db.define("CREATE TABLE missing_links (since REAL NOT NULL) STRICT")
        }
        migrations.add("5: decisions in the log") { db in
            try db.define(
                """
                -- What no run did, such as an administrator's decision, is in the journal under this one, which is none.
                INSERT INTO run (id, revision, started, finished, outcome) VALUES (\(Ledger.noRun), 0, 0, 0, 'done');
                ALTER TABLE run ADD COLUMN cancelled INTEGER NOT NULL DEFAULT 0;
                CREATE INDEX journal_decided ON journal (ended) WHERE state = 'decided';
                """)
        }
        migrations.add("10: what is held") { db in
            try db.define(
                """
                -- What the newest plan holds, by person and kind of action.
                CREATE TABLE held (person TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (person, kind)) STRICT, WITHOUT ROWID;
                """)
            // Only the number is known of what a run before this table held; the next run names everybody.
            let held = try db.value(
                Int.self,
                """
                SELECT held - (SELECT count(*) FROM held_decision WHERE made >= run.started)
                FROM run WHERE id > ? AND people > 0 AND finished IS NOT NULL ORDER BY id DESC LIMIT 1
                """, [Ledger.noRun])
            for number in 0..<max(0, held ?? 0) {
                try db.execute("INSERT INTO held (person, kind) VALUES (?, 'unknown')", ["unknown-\(number)"])
            }
        }
        migrations.add("6: units") { db in
            try db.define(
                """
                -- Organizational units as runs saw them: where they are, and where they were when their place last counted for access.
                CREATE TABLE unit (
                    id TEXT PRIMARY KEY, path TEXT NOT NULL, parent TEXT, accepted_path TEXT NOT NULL, accepted_parent TEXT, decided_parent TEXT,
                    verdict TEXT
                ) STRICT;
                -- Which unit a path of the settings means as long as the settings have no id for it.
                CREATE TABLE unit_meaning (path TEXT PRIMARY KEY, unit TEXT NOT NULL) STRICT;
                """)
        }
        migrations.add("8: the app's forms") { db in
            try db.define(
                """
                -- The app's own form of values that it answered differently, and whether the account waits for its activation.
                ALTER TABLE link ADD COLUMN forms TEXT NOT NULL DEFAULT '{}';
                ALTER TABLE link ADD COLUMN awaits_activation INTEGER NOT NULL DEFAULT 0;
                CREATE INDEX link_awaiting ON link (person) WHERE awaits_activation = 1;
                """)
        }
        migrations.add("9: exports") { db in
            try db.define(
                """
                -- Exported files as a run saw them last; times of files in milliseconds since 1970.
                CREATE TABLE export_file (
                    name TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, since REAL NOT NULL
                ) STRICT;
                -- Who is missing from a list (of all people, or of a group's members), and since which file.
                CREATE TABLE export_absence (
                    list TEXT NOT NULL, person TEXT NOT NULL, modified REAL NOT NULL, PRIMARY KEY (list, person)
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE export_member (list TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (list, person)) STRICT, WITHOUT ROWID;
                -- Ids that a link had before it was carried over, and ids of one address that are two people's.
                CREATE TABLE carried_identity (former TEXT PRIMARY KEY, current TEXT NOT NULL, carried REAL NOT NULL) STRICT;
                CREATE INDEX carried_identity_by_current ON carried_identity (current);
                CREATE TABLE separate_identity (former TEXT NOT NULL, current TEXT NOT NULL, PRIMARY KEY (former, current)) STRICT;
                -- The pairs that stopped the newest run.
                CREATE TABLE identity_pair (
                    former TEXT PRIMARY KEY, current TEXT NOT NULL, address TEXT NOT NULL, name TEXT NOT NULL
                ) STRICT;
                """)
        }
        migrations.add("11: unattended runs") { db in
            try db.define("ALTER TABLE run ADD COLUMN unattended INTEGER NOT NULL DEFAULT 0")
        }
        migrations.add("7: bindings") { db in
            try db.define(
                """
                -- What the ledger belongs to: the app and the directory; and which of the two was rebound, so that its links are still to be confirmed.
                CREATE TABLE binding (part TEXT PRIMARY KEY, value TEXT NOT NULL, since REAL NOT NULL) STRICT;
                -- Accounts that carry an id without a link, as the last list of all accounts showed them, and why nobody is to have them.
                CREATE TABLE unlinked_account (
                    account TEXT PRIMARY KEY, external_id TEXT NOT NULL, user_name TEXT NOT NULL, active INTEGER NOT NULL, seen REAL NOT NULL,
                    reason TEXT
                ) STRICT;
                -- When the directory was last asked for somebody who is in none of its lists.
                CREATE TABLE absence_check (person TEXT PRIMARY KEY, asked REAL NOT NULL) STRICT;
                -- Until a list of all accounts was read, accounts may be ours without a link: a machine may have been lost before.
                INSERT INTO missing_links (since) SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM missing_links);
                """)
        }
        migrations.add("12: revisions") { db in
            try db.define(
                """
                -- The configuration as it was from one moment on, as JSON; 'intended' while the save is under way, 'kept' when the file holds it.
                CREATE TABLE revision (
                    number INTEGER PRIMARY KEY, state TEXT NOT NULL, origin TEXT NOT NULL, content TEXT NOT NULL, actor TEXT NOT NULL,
                    administrator TEXT, made REAL NOT NULL, restored INTEGER
                ) STRICT;
                CREATE INDEX revision_by_state ON revision (state, number);
                -- An authorization whose tokens are about to be kept: it took place when the tokens that are kept were obtained at this moment.
                CREATE TABLE authorizing (obtained REAL NOT NULL, words TEXT NOT NULL, actor TEXT NOT NULL, administrator TEXT) STRICT;
                -- Who did it: the user of the machine, and the administrator who was signed in. Runs say who started them.
                ALTER TABLE journal ADD COLUMN actor TEXT;
                ALTER TABLE journal ADD COLUMN administrator TEXT;
                ALTER TABLE run ADD COLUMN actor TEXT;
                ALTER TABLE run ADD COLUMN administrator TEXT;
                """)
        }
        migrations.add("12: reconciliation") { db in
            try db.define(
                """
                -- When the app's accounts were last compared, how many there were, and when a run last read some of them in turn. One row.
                CREATE TABLE reconciliation (
                    one INTEGER PRIMARY KEY CHECK (one = 1), compared REAL, accounts INTEGER NOT NULL DEFAULT 0, turned REAL
                ) STRICT;
                -- When a linked account was last read by itself, where the app's list leaves attributes out.
                CREATE TABLE account_reading (account TEXT PRIMARY KEY, read REAL NOT NULL) STRICT, WITHOUT ROWID;
                -- What the app shows otherwise than the ledger knows it, and since when that was seen.
                CREATE TABLE account_finding (
                    account TEXT NOT NULL, kind TEXT NOT NULL, attribute TEXT NOT NULL, user_name TEXT NOT NULL, external_id TEXT, active INTEGER,
                    person TEXT, name TEXT NOT NULL, email TEXT NOT NULL, holder TEXT, before TEXT, after TEXT, seen REAL NOT NULL,
                    PRIMARY KEY (account, kind, attribute)
                ) STRICT, WITHOUT ROWID;
                -- What administrators decided about accounts: those that are to be carried out, and those that are ignored.
                CREATE TABLE account_decision (
                    account TEXT PRIMARY KEY, verdict TEXT NOT NULL, user_name TEXT NOT NULL, external_id TEXT, person TEXT,
                    findings TEXT NOT NULL, made REAL NOT NULL
                ) STRICT;
                -- Accounts without a link that were suspended by a decision, as they were: an undo enables them again.
                CREATE TABLE decided_suspension (account TEXT PRIMARY KEY, attributes TEXT NOT NULL) STRICT;
                """)
        }
        migrations.add("12: known entries") { db in
            try db.define(
                """
                -- What is kept of the newest plan, for when neither directory nor app can be asked: one row, and its entries as JSON.
                CREATE TABLE known_plan (
                    origin TEXT NOT NULL, run INTEGER, revision INTEGER NOT NULL, made REAL NOT NULL, entitled INTEGER NOT NULL,
                    left_out INTEGER NOT NULL, holds TEXT NOT NULL
                ) STRICT;
                CREATE TABLE known_entry (place INTEGER PRIMARY KEY, content TEXT NOT NULL) STRICT;
                -- A reauthorization after which nobody has said yet whether to resume the runs: when, and by whom; a row until somebody does.
                CREATE TABLE resumption (asked REAL NOT NULL, actor TEXT NOT NULL, administrator TEXT) STRICT;
                """)
        }
        migrations.add("13: reasons as data") { db in
            try db.define(
                """
                -- Reasons and outcomes as JSON. Entries of older versions have sentences in place of them, which stay as they were written.
                ALTER TABLE journal ADD COLUMN why TEXT;
                ALTER TABLE journal ADD COLUMN detail TEXT;
                """)
        }
        migrations.add("14: alerts") { db in
            try db.define(
                """
                -- What is remembered of alerts, as JSON: which are open, and what is still to be delivered. One row.
                CREATE TABLE alert_memory (one INTEGER PRIMARY KEY CHECK (one = 1), revision INTEGER NOT NULL, content TEXT NOT NULL) STRICT;
                -- The person for whom alone a run was made, by directory id; without one it was for everybody.
                ALTER TABLE run ADD COLUMN person TEXT;
                """)
        }
        migrations.add("14: since when it is held") { db in
            // Nobody knows it of what is held already.
            try db.define("ALTER TABLE held ADD COLUMN since REAL;")
        }
        migrations.add("14: capacity") { db in
            try db.define(
                """
                -- How many accounts the app could still take when it was last asked. One row.
                CREATE TABLE capacity (one INTEGER PRIMARY KEY CHECK (one = 1), free INTEGER NOT NULL, read REAL NOT NULL) STRICT;
                """)
        }
        return migrations
    }()
}
