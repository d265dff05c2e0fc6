import Foundation
import SQL

/// One connection to a server. It is used by one thread at a time; nothing in it waits longer than its time limit.
final class PostgresSession {
    let library: LibPQ
    let connection: LibPQ.Connection
    /// How long a statement may take: a frozen server trips no option of a socket.
    let patience: Duration
    /// Whether the connection is of no more use.
    private(set) var isBroken = false
    /// The first error of the transaction: PostgreSQL carries nothing out after one.
    private(set) var firstError: SQLError?
    /// Whether the transaction changed a row.
    private(set) var hasChanged = false
    private var isReading = false
    /// Statements whose answers nobody waits for, in their order.
    private var waiting: [Statement] = []
    /// Warnings of the statement that is carried out, which libpq would print.
    private let notices = Notices()
    /// Statements that come again, with numbered places for their arguments.
    private var numbered: [String: String] = [:]
    /// The names under which the server has prepared statements; `nil` where it keeps none, as behind a pooler, which hands out another server for each transaction.
    private var prepared: [Prepared: String]?

    /// A statement that comes again, with arguments of these types: a null has none.
    private struct Prepared: Hashable {
        let sql: String
        let types: [CUnsignedInt]
    }

    private final class Notices {
        var warnings: [String] = []
    }

    /// Connects. That takes five seconds for each host at the most.
    ///
    /// - Throws: ``SQLError``
    init(_ parameters: [(keyword: String, value: String)], patience: Duration) throws(SQLError) {
        let library = try LibPQ.load()
        self.library = library
        self.patience = patience
        let texts = parameters.flatMap { [$0.keyword, $0.value] }
        let made = CTexts.with(texts.map(Optional.some)) { pointers in
            var (keywords, values): ([LibPQ.Text?], [LibPQ.Text?]) = ([], [])
            for place in stride(from: 0, to: pointers.count, by: 2) {
                keywords.append(pointers[place])
                values.append(pointers[place + 1])
            }
            return library.connect(keywords + [nil], values + [nil], 0)
        }
        guard let made else { throw SQLError(.other, "there is no memory for a connection") }
        connection = made
        _ = library.setNoticeReceiver(connection, Self.note, Unmanaged.passUnretained(notices).toOpaque())
        guard library.status(connection) == LibPQStatus.connectionOK else {
            isBroken = true
            throw SQLError.notConnected(message)
        }
        _ = library.setNonblocking(connection, 1)
        try requireKnownServer()
        prepared = try isDirect() ? [:] : nil
    }

    deinit { library.finish(connection) }

    private static let note: LibPQ.NoticeReceiver = { notices, result in
        guard let notices, let result, let library = try? LibPQ.load() else { return }
        guard let severity = library.errorField(result, LibPQStatus.severity), String(cString: severity) == "WARNING" else { return }
        let message = library.errorField(result, LibPQStatus.message).map { String(cString: $0) } ?? ""
        Unmanaged<Notices>.fromOpaque(notices).takeUnretainedValue().warnings.append(message)
    }

    /// Whether the server ended the connection, as far as this machine knows.
    var isUsable: Bool {
        guard !isBroken, library.consumeInput(connection) == 1 else { return false }
        return library.status(connection) == LibPQStatus.connectionOK
    }

    private var message: String { library.errorMessage(connection).map { String(cString: $0) } ?? "" }

    func lost(_ words: String? = nil) -> SQLError {
        isBroken = true
        let error = SQLError.notConnected(words ?? message)
        firstError = firstError ?? error
        return error
    }

    // MARK: Statements

    /// What an earlier transaction met does not count.
    func beginAnew() { (firstError, hasChanged, waiting) = (nil, false, []) }

    /// Carries out statements without arguments, in one go. Answers the tag of the last one and the warnings.
    func script(_ sql: String) throws(SQLError) -> (tag: String, warnings: [String]) {
        try requireFree()
        try carryOutLater()
        notices.warnings = []
        guard library.sendQuery(connection, sql) == 1 else { throw lost() }
        var tag = ""
        try results { result throws(SQLError) in
            tag = library.commandStatus(result).map { String(cString: $0) } ?? ""
            return true
        }
        return (tag, notices.warnings)
    }

    /// Carries out one statement. `body` gets each row as it comes, until it answers `false`. Answers how many rows were changed.
    @discardableResult
    func statement(_ sql: String, _ arguments: SQLArguments, isRepeated: Bool, while body: (SQLRow) throws -> Bool) throws -> Int {
        try requireFree()
        guard waiting.isEmpty else { return try pipeline(with: Statement(sql: sql, arguments: arguments, isRepeated: isRepeated), while: body) }
        try send(sql, arguments, isRepeated: isRepeated)
        // Otherwise all rows would be here before the first one is looked at.
        _ = library.setSingleRowMode(connection)
        isReading = true
        defer { isReading = false }
        var rows = RowsOfStatement()
        try results { result throws(SQLError) in
            read(result, &rows, while: body)
            return true
        }
        if let failure = rows.failure { throw failure }
        return rows.changed
    }

    /// What the results of one statement came to.
    private struct RowsOfStatement {
        var changed = 0
        var columns: SQLColumns?
        var goesOn = true
        var failure: (any Error)?
    }

    private func read(_ result: LibPQ.Result, _ rows: inout RowsOfStatement, while body: (SQLRow) throws -> Bool) {
        rows.changed = noteChanges(result) ?? rows.changed
        for row in 0..<library.rowCount(result) where rows.goesOn {
            let known = rows.columns ?? columns(result)
            rows.columns = known
            do { rows.goesOn = try body(self.row(row, of: result, known)) } catch { (rows.failure, rows.goesOn) = (error, false) }
        }
    }

    // MARK: Several statements in one message

    /// A statement that has not been sent yet.
    private struct Statement {
        let sql: String
        let arguments: SQLArguments
        let isRepeated: Bool
    }

    /// So many statements are on their way together at the most.
    private static let batch = 500

    /// Keeps a statement that is sent together with the next one whose answer is needed, or by ``carryOutLater()``.
    func later(_ sql: String, _ arguments: SQLArguments) throws(SQLError) {
        waiting.append(Statement(sql: sql, arguments: arguments, isRepeated: true))
        if waiting.count >= Self.batch { try carryOutLater() }
    }

    /// Carries out what was kept.
    func carryOutLater() throws(SQLError) {
        guard !waiting.isEmpty else { return }
        try requireFree()
        do { try pipeline(with: nil) { _ in true } } catch { throw SQLError(unexpected: error) }
    }

    /// Sends what was kept, and another statement, without waiting for an answer before the next one; `body` gets the rows of the other one. Answers how many rows that one
    /// changed.
    @discardableResult
    private func pipeline(with other: Statement?, while body: (SQLRow) throws -> Bool) throws -> Int {
        let statements = waiting + (other.map { [$0] } ?? [])
        waiting = []
        // Before the pipeline: in it, the server answers to one statement after all that were sent before it.
        for statement in statements where statement.isRepeated {
            _ = try name(of: statement.sql, statement.arguments.values.map(PostgresValues.type))
        }
        guard library.enterPipelineMode(connection) == 1 else { throw lost() }
        for statement in statements { try send(statement.sql, statement.arguments, isRepeated: statement.isRepeated) }
        guard library.pipelineSync(connection) == 1 else { throw lost() }
        var rows = RowsOfStatement()
        isReading = true
        defer { isReading = false }
        // After an error, the others are answered all the same: as not carried out. The last answer is the one to the end of the pipeline.
        for place in 0...statements.count {
            do throws(SQLError) {
                try results { result throws(SQLError) in
                    if other != nil, place == statements.count - 1 { read(result, &rows, while: body) } else { noteChanges(result) }
                    return library.resultStatus(result) != LibPQStatus.pipelineSync
                }
            } catch {
                guard !isBroken else { throw error }
            }
        }
        guard library.exitPipelineMode(connection) == 1 else { throw lost() }
        if let firstError { throw firstError }
        if let failure = rows.failure { throw failure }
        return rows.changed
    }

    private func requireFree() throws(SQLError) {
        if let firstError { throw firstError }
        guard !isBroken else { throw lost("the connection is closed") }
        guard !isReading else { throw SQLError(.other, "a statement was carried out while the rows of another one were read") }
    }

    private func send(_ sql: String, _ arguments: SQLArguments, isRepeated: Bool) throws(SQLError) {
        let types = arguments.values.map(PostgresValues.type)
        let name = try isRepeated ? name(of: sql, types) : nil
        let text = name == nil ? numbered[sql] ?? Placeholders.numbered(sql) : ""
        if name == nil, isRepeated { numbered[sql] = text }
        let sent = CTexts.with(arguments.values.map(PostgresValues.argument)) { pointers in
            if let name { return library.sendQueryPrepared(connection, name, CInt(types.count), pointers, nil, nil, 0) }
            return library.sendQueryParams(connection, text, CInt(types.count), types, pointers, nil, nil, 0)
        }
        guard sent == 1 else { throw lost() }
    }

    /// The name under which the server has a statement, which it is given the first time; `nil` where it keeps none.
    private func name(of sql: String, _ types: [CUnsignedInt]) throws(SQLError) -> String? {
        guard let known = prepared else { return nil }
        let statement = Prepared(sql: sql, types: types)
        if let name = known[statement] { return name }
        let name = "s\(known.count + 1)"
        guard library.sendPrepare(connection, name, Placeholders.numbered(sql), CInt(types.count), types) == 1 else { throw lost() }
        try results { _ throws(SQLError) in true }
        prepared?[statement] = name
        return name
    }

    // MARK: Notifications

    /// Waits until the server says something. Answers `false` when it said nothing in this time.
    func waitForServer(atMost limit: Duration) -> Bool { PostgresSocket.wait(library.socket(connection), atMost: limit) }

    /// Takes what was announced. Answers whether there was anything.
    func takeNotifications() throws(SQLError) -> Bool {
        guard library.consumeInput(connection) == 1, library.status(connection) == LibPQStatus.connectionOK else { throw lost() }
        var isAny = false
        while let notification = library.notifies(connection) {
            library.freeMemory(notification)
            isAny = true
        }
        return isAny
    }

    // MARK: Results

    /// Hands out the results of one statement until there is none; `body` answers `false` at the last one itself.
    private func results(_ body: (LibPQ.Result) throws(SQLError) -> Bool) throws(SQLError) {
        let deadline = ContinuousClock.now + patience
        var error: SQLError?
        while let result = try nextResult(deadline) {
            defer { library.clear(result) }
            if let failure = failure(of: result) {
                error = error ?? failure
                continue
            }
            guard try body(result) else { break }
        }
        guard let error else { return }
        firstError = firstError ?? error
        if library.status(connection) != LibPQStatus.connectionOK { isBroken = true }
        throw error
    }

    private func failure(of result: LibPQ.Result) -> SQLError? {
        switch library.resultStatus(result) {
        case LibPQStatus.commandOK, LibPQStatus.tuplesOK, LibPQStatus.singleTuple, LibPQStatus.emptyQuery, LibPQStatus.pipelineSync: return nil
        default: break
        }
        let words = library.errorField(result, LibPQStatus.message).map { String(cString: $0) } ?? message
        // Without a code, the connection broke.
        guard let state = library.errorField(result, LibPQStatus.state) else { return firstError ?? lost(words) }
        return SQLError(state: String(cString: state), message: words)
    }

    /// The next result; waits for it until the deadline.
    private func nextResult(_ deadline: ContinuousClock.Instant) throws(SQLError) -> LibPQ.Result? {
        var isFlushed = library.flush(connection)
        while isFlushed == 1 || library.isBusy(connection) == 1 {
            try wait(until: deadline, writing: isFlushed == 1)
            guard library.consumeInput(connection) == 1 else { throw lost() }
            isFlushed = library.flush(connection)
        }
        guard isFlushed == 0 else { throw lost() }
        return library.getResult(connection)
    }

    /// Waits until the server says something, or takes something.
    private func wait(until deadline: ContinuousClock.Instant, writing: Bool) throws(SQLError) {
        let left = deadline - .now
        guard left > .zero, PostgresSocket.wait(library.socket(connection), writing: writing, atMost: left) else {
            throw lost("the server did not answer within \(patience.components.seconds) seconds")
        }
    }

    /// How many rows a statement changed; `nil` when it says nothing of rows.
    @discardableResult
    private func noteChanges(_ result: LibPQ.Result) -> Int? {
        guard let count = library.commandTuples(result).flatMap({ Int(String(cString: $0)) }) else { return nil }
        let tag = library.commandStatus(result).map { String(cString: $0) } ?? ""
        if count > 0, ["INSERT", "UPDATE", "DELETE"].contains(where: tag.hasPrefix) { hasChanged = true }
        return count
    }

    private func columns(_ result: LibPQ.Result) -> SQLColumns {
        SQLColumns((0..<library.columnCount(result)).map { library.columnName(result, $0).map { String(cString: $0) } ?? "" })
    }

    private func row(_ row: CInt, of result: LibPQ.Result, _ columns: SQLColumns) -> SQLRow {
        SQLRow(
            columns,
            (0..<CInt(columns.names.count)).map { column in
                guard library.isNull(result, row, column) == 0, let start = library.value(result, row, column) else { return .null }
                let count = Int(library.length(result, row, column))
                return start.withMemoryRebound(to: UInt8.self, capacity: count) { bytes in
                    PostgresValues.value(UnsafeBufferPointer(start: bytes, count: count), type: library.columnType(result, column))
                }
            })
    }
}
