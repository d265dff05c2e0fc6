import Foundation
import SQL

/// PostgreSQL's own client library, loaded when a database is opened for the first time: whoever has none needs none.
struct LibPQ: Sendable {
    typealias Connection = OpaquePointer
    typealias Result = OpaquePointer
    typealias Text = UnsafePointer<CChar>
    typealias NoticeReceiver = @convention(c) (UnsafeMutableRawPointer?, Result?) -> Void

    let connect: @convention(c) (UnsafePointer<Text?>, UnsafePointer<Text?>, CInt) -> Connection?
    let finish: @convention(c) (Connection) -> Void
    let status: @convention(c) (Connection) -> CInt
    let errorMessage: @convention(c) (Connection) -> Text?
    let serverVersion: @convention(c) (Connection) -> CInt
    let parameterStatus: @convention(c) (Connection, Text) -> Text?
    let socket: @convention(c) (Connection) -> CInt
    let setNonblocking: @convention(c) (Connection, CInt) -> CInt
    let setNoticeReceiver: @convention(c) (Connection, NoticeReceiver?, UnsafeMutableRawPointer?) -> NoticeReceiver?
    let sendQuery: @convention(c) (Connection, Text) -> CInt
    let sendPrepare: @convention(c) (Connection, Text, Text, CInt, UnsafePointer<CUnsignedInt>?) -> CInt
    let sendQueryPrepared: @convention(c) (Connection, Text, CInt, UnsafePointer<Text?>?, UnsafePointer<CInt>?, UnsafePointer<CInt>?, CInt) -> CInt
    let backendPID: @convention(c) (Connection) -> CInt
    let sendQueryParams:
        @convention(c) (
            Connection, Text, CInt, UnsafePointer<CUnsignedInt>?, UnsafePointer<Text?>?, UnsafePointer<CInt>?, UnsafePointer<CInt>?, CInt
        ) -> CInt
    let setSingleRowMode: @convention(c) (Connection) -> CInt
    let enterPipelineMode: @convention(c) (Connection) -> CInt
    let exitPipelineMode: @convention(c) (Connection) -> CInt
    let pipelineSync: @convention(c) (Connection) -> CInt
    let flush: @convention(c) (Connection) -> CInt
    let consumeInput: @convention(c) (Connection) -> CInt
    let isBusy: @convention(c) (Connection) -> CInt
    let getResult: @convention(c) (Connection) -> Result?
    let resultStatus: @convention(c) (Result) -> CInt
    let errorField: @convention(c) (Result, CInt) -> Text?
    let commandStatus: @convention(c) (Result) -> Text?
    let commandTuples: @convention(c) (Result) -> Text?
    let rowCount: @convention(c) (Result) -> CInt
    let columnCount: @convention(c) (Result) -> CInt
    let columnName: @convention(c) (Result, CInt) -> Text?
    let columnType: @convention(c) (Result, CInt) -> CUnsignedInt
    let value: @convention(c) (Result, CInt, CInt) -> Text?
    let isNull: @convention(c) (Result, CInt, CInt) -> CInt
    let length: @convention(c) (Result, CInt, CInt) -> CInt
    let clear: @convention(c) (Result) -> Void
    let notifies: @convention(c) (Connection) -> UnsafeMutableRawPointer?
    let freeMemory: @convention(c) (UnsafeMutableRawPointer) -> Void

    private static let loaded: Swift.Result<LibPQ, SQLError> = Swift.Result { () throws(SQLError) in try LibPQ() }

    /// The library; the same for everybody.
    ///
    /// - Throws: ``SQLError`` when this machine has none.
    static func load() throws(SQLError) -> LibPQ { try loaded.get() }

    private init() throws(SQLError) {
        guard let library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL) else {
            throw SQLError(
                .missingLibrary,
                "PostgreSQL's client library libpq.so.5 is not on this machine. Install it, for example: sudo apt-get install libpq5")
        }
        func function<Function>(_ name: String) throws(SQLError) -> Function {
            guard let symbol = dlsym(library, name) else {
                throw SQLError(.missingLibrary, "PostgreSQL's client library libpq.so.5 is older than version 14: it has no \(name).")
            }
            // The types are those of libpq-fe.h, which do not change within libpq.so.5.
            return unsafeBitCast(symbol, to: Function.self)
        }
        connect = try function("PQconnectdbParams")
        finish = try function("PQfinish")
        status = try function("PQstatus")
        errorMessage = try function("PQerrorMessage")
        serverVersion = try function("PQserverVersion")
        parameterStatus = try function("PQparameterStatus")
        socket = try function("PQsocket")
        setNonblocking = try function("PQsetnonblocking")
        setNoticeReceiver = try function("PQsetNoticeReceiver")
        sendQuery = try function("PQsendQuery")
        sendQueryParams = try function("PQsendQueryParams")
        sendPrepare = try function("PQsendPrepare")
        sendQueryPrepared = try function("PQsendQueryPrepared")
        backendPID = try function("PQbackendPID")
        setSingleRowMode = try function("PQsetSingleRowMode")
        enterPipelineMode = try function("PQenterPipelineMode")
        exitPipelineMode = try function("PQexitPipelineMode")
        pipelineSync = try function("PQpipelineSync")
        flush = try function("PQflush")
        consumeInput = try function("PQconsumeInput")
        isBusy = try function("PQisBusy")
        getResult = try function("PQgetResult")
        resultStatus = try function("PQresultStatus")
        errorField = try function("PQresultErrorField")
        commandStatus = try function("PQcmdStatus")
        commandTuples = try function("PQcmdTuples")
        rowCount = try function("PQntuples")
        columnCount = try function("PQnfields")
        columnName = try function("PQfname")
        columnType = try function("PQftype")
        value = try function("PQgetvalue")
        isNull = try function("PQgetisnull")
        length = try function("PQgetlength")
        clear = try function("PQclear")
        notifies = try function("PQnotifies")
        freeMemory = try function("PQfreemem")
    }
}

/// What libpq's functions answer with, by the numbers of libpq-fe.h.
enum LibPQStatus {
    static let connectionOK: CInt = 0
    static let commandOK: CInt = 1
    static let tuplesOK: CInt = 2
    static let emptyQuery: CInt = 0
    static let singleTuple: CInt = 9
    static let pipelineSync: CInt = 10
    /// Fields of an error, by the letters of the protocol.
    static let severity = CInt(UInt8(ascii: "V"))
    static let state = CInt(UInt8(ascii: "C"))
    static let message = CInt(UInt8(ascii: "M"))
}
