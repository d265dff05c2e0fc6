import Directory
import ExportedDirectory
import Foundation
import Testing

@Suite("A table of two columns, as CSV or JSON", .timeLimit(.minutes(2)))
struct ExportedPairsTests {
    @Test(
        "is read as spreadsheets write it",
        arguments: [
            "Eng,Engineering\nHR,People\n", "Eng;Engineering\r\nHR;People\r\n", "\u{FEFF}Eng,Engineering\n\nHR,\"People\"\n",
            "Eng\tEngineering\nHR\tPeople",
            #"{"Eng": "Engineering", "HR": "People"}"#,
        ])
    func reads(text: String) throws {
        #expect(try ExportedPairs.read(Data(text.utf8), name: "t.csv") == ["Eng": "Engineering", "HR": "People"])
    }

    @Test(
        "what cannot be right is named with its line",
        arguments: [
            ("Eng,Engineering\nHR\n", "t.csv:2"), ("Eng,a\nEng,b\n", "t.csv:2"), (",x\n", "t.csv:1"), ("", "t.csv"), ("a,b,c\n", "t.csv:1"),
            (#"{"Eng": 5}"#, "\"Eng\""), ("Eng,\"x\n", "t.csv"),
        ])
    func refuses(text: String, place: String) {
        #expect {
            try ExportedPairs.read(Data(text.utf8), name: "t.csv")
        } throws: { String(describing: $0).contains(place) }
    }
}
