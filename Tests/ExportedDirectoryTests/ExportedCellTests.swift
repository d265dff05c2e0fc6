import Directory
import ExportedDirectory
import Foundation
import Testing

/// Each member of the kind "a cell that holds something else than is seen".
@Suite("Cells of exported files", .timeLimit(.minutes(5)))
struct ExportedCellTests {
    static let header = "First Name,Last Name,Email Address,User ID,Org Unit Path,Status,Work Phone,Work Secondary Email,Manager Email,Employee ID"

    /// A row of one person, with some cells exchanged.
    static func row(_ cells: [String: String] = [:]) -> String {
        let plain = [
            "First Name": "Anna", "Last Name": "Meier", "Email Address": "anna@corp.example", "User ID": "104", "Org Unit Path": "/Sales",
            "Status": "Active",
        ]
        return header.split(separator: ",").map { cells[String($0)] ?? plain[String($0)] ?? "" }.joined(separator: ",")
    }

    static func people(_ text: String) async throws -> [Person] {
        let export = try Export(["users.csv": text])
        return try await people(of: export)
    }

    static func people(of export: Export) async throws -> [Person] {
        let attributes: Set<String> = ["phones[work]", "emails[work]", "relations[manager]", "externalIds[organization]", "name.givenName"]
        return try await export.source.snapshot(DirectoryRequest(attributes: attributes)) { _ in }.people
    }

    struct Cell: Sendable, CustomTestStringConvertible {
        let name: String
        let column: String
        let text: String
        /// What is read; `nil` when it is refused.
        let value: String?
        /// What the refusal says.
        var reason = ""
        var testDescription: String { name }
    }

    static let read: [Cell] = [
        Cell(name: "space after an address", column: "Email Address", text: "anna@corp.example ", value: "anna@corp.example"),
        Cell(name: "no-break space after an address", column: "Email Address", text: "anna@corp.example\u{A0}", value: "anna@corp.example"),
        Cell(name: "narrow no-break space before an address", column: "Email Address", text: "\u{202F}anna@corp.example", value: "anna@corp.example"),
        Cell(name: "zero-width space in an address", column: "Email Address", text: "anna@\u{200B}corp.example", value: "anna@corp.example"),
        Cell(name: "soft hyphen in an address", column: "Email Address", text: "anna@corp\u{AD}.example", value: "anna@corp.example"),
        Cell(
            name: "directional marks around an address", column: "Email Address", text: "\u{202A}anna@corp.example\u{202C}",
            value: "anna@corp.example"),
        Cell(name: "byte-order mark before an address", column: "Email Address", text: "\u{FEFF}anna@corp.example", value: "anna@corp.example"),
        Cell(name: "mailto", column: "Email Address", text: "mailto:anna@corp.example", value: "anna@corp.example"),
        Cell(name: "name and address", column: "Email Address", text: "Anna Meier <anna@corp.example>", value: "anna@corp.example"),
        Cell(name: "several addresses", column: "Email Address", text: "anna@corp.example; anna.meier@corp.example", value: "anna@corp.example"),
        Cell(name: "space after an id", column: "User ID", text: "104\t", value: "104"),
        Cell(name: "id as a formula's text", column: "User ID", text: #""=""0104""""#, value: "0104"),
        Cell(name: "id with an apostrophe", column: "User ID", text: "'0104", value: "0104"),
        Cell(name: "status in capitals, with a space", column: "Status", text: " SUSPENDED ", value: "suspended"),
        Cell(name: "unit without the first slash", column: "Org Unit Path", text: "Sales/West ", value: "/Sales/West"),
        Cell(name: "unit with a last slash and spaces", column: "Org Unit Path", text: "/Sales / West/", value: "/Sales/West"),
        Cell(name: "the root", column: "Org Unit Path", text: "/", value: "/"),
        Cell(name: "name with a zero-width non-joiner inside", column: "First Name", text: " می\u{200C}نا\u{A0}", value: "می\u{200C}نا"),
        Cell(name: "name with an apostrophe", column: "First Name", text: "'t Anna", value: "'t Anna"),
        Cell(name: "several phones, comma", column: "Work Phone", text: "\"+1 555, +1 666\"", value: "+1 555"),
        Cell(name: "several phones, semicolon", column: "Work Phone", text: "+1 555;+1 666", value: "+1 555"),
        Cell(name: "several phones, line break", column: "Work Phone", text: "\"\n+1 555\r\n+1 666\"", value: "+1 555"),
        Cell(name: "phone with an apostrophe", column: "Work Phone", text: "'+1 555", value: "+1 555"),
        Cell(name: "several secondary addresses", column: "Work Secondary Email", text: "\"a@x.example, b@x.example\"", value: "a@x.example"),
        Cell(name: "several managers", column: "Manager Email", text: "\"boss@corp.example\nother@corp.example\"", value: "boss@corp.example"),
        Cell(name: "employee id with a letter", column: "Employee ID", text: "1E5", value: "1E5"),
    ]

    @Test("A cell is read as it is seen", arguments: read)
    func cell(cell: Cell) async throws {
        let person = try #require(try await Self.people("\(Self.header)\n\(Self.row([cell.column: cell.text]))\n").first)
        let values = [
            "Email Address": person.primaryEmail, "User ID": person.id, "Status": person.status.rawValue,
            "Org Unit Path": person.organizationalUnitPath,
            "First Name": person.attributes["name.givenName"], "Work Phone": person.attributes["phones[work]"],
            "Work Secondary Email": person.attributes["emails[work]"], "Manager Email": person.attributes["relations[manager]"],
            "Employee ID": person.attributes["externalIds[organization]"],
        ]
        #expect(values[cell.column] == cell.value)
    }

    static let refused: [Cell] = [
        Cell(name: "empty id", column: "User ID", text: "", value: nil, reason: "the column \"User ID\" is empty here"),
        Cell(name: "id of spaces", column: "User ID", text: " \u{A0}", value: nil, reason: "the column \"User ID\" is empty here"),
        Cell(name: "id null", column: "User ID", text: "NULL", value: nil, reason: "nobody can tell who this is"),
        Cell(name: "id in powers of ten", column: "User ID", text: "1.04392E+20", value: nil, reason: "last digits a spreadsheet dropped"),
        Cell(
            name: "id in powers of ten, with a comma", column: "User ID", text: "\"1,04392E+20\"", value: nil,
            reason: "last digits a spreadsheet dropped"),
        Cell(name: "id as a fraction", column: "User ID", text: "104.0", value: nil, reason: "was changed by a spreadsheet or a program"),
        Cell(name: "id with a space", column: "User ID", text: "104 392", value: nil, reason: "was changed by a spreadsheet or a program"),
        Cell(name: "id rounded", column: "User ID", text: "104392817263540000000", value: nil, reason: "rounded the numbers"),
        Cell(name: "formula's error", column: "User ID", text: "#N/A", value: nil, reason: "a spreadsheet's error"),
        Cell(name: "narrow column", column: "User ID", text: "########", value: nil, reason: "a spreadsheet's error"),
        Cell(name: "formula", column: "Email Address", text: #""=B2&""@corp.example""""#, value: nil, reason: "not an e-mail address"),
        Cell(name: "space inside an address", column: "Email Address", text: "anna meier@corp.example", value: nil, reason: "not an e-mail address"),
        Cell(
            name: "two addresses with a space", column: "Email Address", text: "a@corp.example b@corp.example", value: nil,
            reason: "not an e-mail address"),
        Cell(name: "apostrophe before an address", column: "Email Address", text: "'anna@corp.example", value: nil, reason: "not an e-mail address"),
        Cell(name: "no domain", column: "Email Address", text: "anna@", value: nil, reason: "not an e-mail address"),
        Cell(name: "empty address", column: "Email Address", text: "", value: nil, reason: "not an e-mail address"),
        Cell(name: "lost character", column: "First Name", text: "J\u{FFFD}rg", value: nil, reason: "a character that was lost"),
        Cell(name: "phone in powers of ten", column: "Work Phone", text: "4.91511E+12", value: nil, reason: "last digits a spreadsheet dropped"),
        Cell(name: "error in a phone", column: "Work Phone", text: "#REF!", value: nil, reason: "a spreadsheet's error"),
        Cell(name: "status True", column: "Status", text: "True", value: nil, reason: "the status \"True\" is not known"),
        Cell(name: "no status", column: "Status", text: "", value: nil, reason: "the status \"\" is not known"),
        Cell(name: "status of another product", column: "Status", text: "Disabled", value: nil, reason: "the status \"Disabled\" is not known"),
        Cell(name: "no unit", column: "Org Unit Path", text: " ", value: nil, reason: "the organizational unit is missing"),
    ]

    @Test("A cell that cannot be meant is refused with file, line and cure", arguments: refused)
    func refuses(cell: Cell) async throws {
        await #expect {
            _ = try await Self.people("\(Self.header)\n\(Self.row([cell.column: cell.text]))\n")
        } throws: { error in
            let text = String(describing: error)
            // What a spreadsheet did to a whole column has no line.
            return text.contains(cell.reason) && (text.contains("users.csv:2: ") || cell.name == "id rounded")
        }
    }

    @Test("One id that ends in zeros by chance is nobody's fault")
    func chance() async throws {
        let rows = ["104392817263540000000", "104392817263540000001", "118392817263540912345"].enumerated().map {
            Self.row(["User ID": $1, "Email Address": "p\($0)@corp.example"])
        }
        #expect(try await Self.people(([Self.header] + rows).joined(separator: "\n") + "\n").count == 3)
    }

    static let twice: [(name: String, first: [String: String], second: [String: String])] = [
        ("an id", ["User ID": "7"], ["User ID": "7 ", "Email Address": "b@corp.example"]),
        ("an address", ["User ID": "7"], ["User ID": "8", "Email Address": "Anna@corp.example\u{A0}"]),
    ]

    @Test("What is listed twice once it is clean is refused", arguments: 0..<2)
    func listedTwice(index: Int) async throws {
        let text = [Self.header, Self.row(Self.twice[index].first), Self.row(Self.twice[index].second)].joined(separator: "\n") + "\n"
        await #expect { _ = try await Self.people(text) } throws: { String(describing: $0).contains("is listed twice") }
    }

    // MARK: What spreadsheets do to a file

    static let tables: [(name: String, text: String)] = [
        ("blank rows", "\n\(header)\n\n,,,,,,,,,\n\(row())\n   \n"),
        ("CR line ends", "\(header)\r\(row())\r"),
        ("CRLF line ends, none at the end", "\(header)\r\n\(row())"),
        ("sep= line with semicolons", "sep=;\r\n" + "\(header)\r\n\(row())\r\n".replacing(",", with: ";")),
        ("sep= line in quotation marks", "\"sep=;\"\r\n" + "\(header)\r\n\(row())\r\n".replacing(",", with: ";")),
        ("sep= line with a tab", "sep=\t\n" + "\(header)\n\(row())\n".replacing(",", with: "\t")),
        ("semicolons", "\(header)\n\(row())\n".replacing(",", with: ";")),
        ("tabs", "\(header)\n\(row())\n".replacing(",", with: "\t")),
        ("trailing empty cells left out", "\(header)\nAnna,Meier,anna@corp.example,104,/Sales,Active\n"),
        ("trailing empty cells too many", "\(header)\n\(row()),,,\n"),
        ("spaces before quotation marks", "\(header)\n\"Anna\" , \"Meier\",anna@corp.example,104,/Sales,Active\n"),
        ("quoted cells with line ends", "\(header)\n\"An\rna\",\"Mei\r\ner\",anna@corp.example,104,/Sales,Active\n"),
        (
            "header in capitals, with spaces",
            " FIRST NAME ,Last\u{A0}Name,EMAIL  ADDRESS,userid,Org_Unit Path [Required],status [read only]\nAnna,Meier,anna@corp.example,104,/Sales,Active\n"
        ),
        ("byte-order marks in front of the header", "\u{FEFF}\u{FEFF}\(header)\n\(row())\n"),
        (
            "quoted header with the other separator",
            "\"First Name\";\"Last Name\";\"Email Address\";\"User ID\";\"Org Unit Path\";\"Status\";\"a,b,c,d,e,f,g\"\nAnna;Meier;anna@corp.example;104;/Sales;Active;\n"
        ),
    ]

    @Test("A table as spreadsheets write it is read", arguments: tables.map(\.name))
    func table(name: String) async throws {
        let text = try #require(Self.tables.first { $0.name == name }?.text)
        let people = try await Self.people(text)
        #expect(people.map(\.id) == ["104"])
        #expect(people.first?.primaryEmail == "anna@corp.example")
        #expect(people.first?.status == .active)
        #expect(people.first?.organizationalUnitPath == "/Sales")
    }

    static let brokenTables: [(name: String, text: String, message: String)] = [
        (
            "cut off in a row", "\(header)\n\(row())\nBen,Bold,ben@corp.example,105,/Sales,Active",
            "users.csv:3: 6 fields where the header has 10. The file ends here"
        ),
        ("row that ends before the status", "\(header)\nAnna,Meier,anna@corp.example,104,/Sales\n", "users.csv:2: 5 fields where the header has 10"),
        ("a comma too many", "\(header)\n\(row()),,x\n", "users.csv:2: 12 fields where the header has 10"),
        (
            "text after a quotation mark", "\(header)\n\"Anna\"x,Meier,anna@corp.example,104,/Sales,Active\n",
            "users.csv:2: text follows the quotation mark"
        ),
        ("CR line ends are counted", "\(header)\r\(row())\r\r\(row(["Status": "?"]))\r", "users.csv:4: the status \"?\""),
        ("two columns of one name", "Status,Status [READ ONLY]\n", "users.csv:1: the column \"Status [READ ONLY]\" occurs twice"),
        ("zero bytes", "\(header)\n\(row())\n\u{0}\u{0}\u{0}", "users.csv:3: the text holds zero bytes"),
    ]

    @Test("A table that may not be whole is refused with its line", arguments: brokenTables.map(\.name))
    func broken(name: String) async throws {
        let table = try #require(Self.brokenTables.first { $0.name == name })
        await #expect { _ = try await Self.people(table.text) } throws: { String(describing: $0).contains(table.message) }
    }

    @Test("UTF-16 with a mark is read, as Excel's Unicode text and PowerShell write it", arguments: [true, false])
    func utf16(isBigEndian: Bool) async throws {
        let export = try Export([:])
        let text = "\(Self.header)\r\n\(Self.row(["First Name": "Zoë 😀"]))\r\n".replacing(",", with: "\t")
        let mark: [UInt8] = isBigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
        let bytes = text.utf16.flatMap { isBigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        try Data(mark + bytes).write(to: export.folder.appending(path: "users.csv"))
        #expect(try await Self.people(of: export).first?.fullName == "Zoë 😀 Meier")
        try Data(mark + bytes.dropLast()).write(to: export.folder.appending(path: "users.csv"))
        await #expect { _ = try await Self.people(of: export) } throws: { String(describing: $0).contains("damaged UTF-16") }
    }

    // MARK: Members

    static let memberRows: [(name: String, row: String, member: String?)] = [
        ("space after a member", "staff@corp.example,anna@corp.example ,USER", "104"),
        ("no-break space after a group", "staff@corp.example\u{A0},anna@corp.example,USER", "104"),
        ("zero-width space in a group", "st\u{200B}aff@corp.example,anna@corp.example,user", "104"),
        ("type left out", "staff@corp.example,Anna@Corp.Example", "104"),
        ("type with a space", "staff@corp.example,anna@corp.example, user ", "104"),
        ("a type that is not known", "staff@corp.example,anna@corp.example,PERSON", nil),
        ("a member that is not an address", "staff@corp.example,anna,USER", nil),
        ("a member that is missing", "staff@corp.example,,USER", nil),
    ]

    @Test("A member's row counts as it is seen, or is refused: whoever loses a membership can lose the account", arguments: memberRows.map(\.name))
    func member(name: String) async throws {
        let row = try #require(Self.memberRows.first { $0.name == name })
        let export = try Export([
            "users.csv": "\(Self.header)\n\(Self.row())\n", "members.csv": "Group Email,Member Email,Member Type\n\(row.row)\n",
        ])
        let request = DirectoryRequest(attributes: [], groupIDs: ["staff@corp.example"])
        guard let member = row.member else {
            await #expect {
                _ = try await export.source.snapshot(request) { _ in }
            } throws: { String(describing: $0).contains("members.csv:2: ") }
            return
        }
        #expect(try await export.source.snapshot(request) { _ in }.members["staff@corp.example"]?.map(\.id) == [member])
    }

    @Test("A group without members, and one that everybody is in, have rows without an address")
    func rowsWithoutMember() async throws {
        let export = try Export([
            "users.csv": "\(Self.header)\n\(Self.row())\n",
            "members.csv": "Group Email,Member Email,Member Type\nempty@corp.example,,\nall@corp.example,,CUSTOMER\n",
        ])
        let snapshot = try await export.source.snapshot(DirectoryRequest(attributes: [], groupIDs: ["empty@corp.example", "all@corp.example"])) { _ in
        }
        #expect(snapshot.groups.count == 2)
        #expect(snapshot.members["empty@corp.example"] == [])
        #expect(snapshot.members["all@corp.example"]?.map(\.kind) == [.customer])
    }
}
