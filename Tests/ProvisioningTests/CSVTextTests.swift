import Provisioning
import Testing

@Suite("CSV: RFC 4180, and nothing that a spreadsheet takes for a formula", .timeLimit(.minutes(5)))
struct CSVTextTests {
    @Test(
        "fields",
        arguments: [
            ("", ""), ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), (" padded", "\" padded\""),
            ("=1+1", "'=1+1"), ("+1 555", "'+1 555"), ("-2", "'-2"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "' =1"), ("\r\n=1,2", "\"'  =1,2\""),
            ("＝1", "'＝1"), ("a=b", "a=b"), ("two\nlines", "two lines"), ("\u{1B}[31m", "\" [31m\""), ("=\u{301}1", "'=\u{301}1"),
            (",\u{301}", "\",\u{301}\""), ("\"\u{301}", "\"\"\"\u{301}\""),
            ("Zoë Żółć 営業", "Zoë Żółć 営業"),
        ])
    func field(text: String, written: String) { #expect(CSVText.field(text) == written) }

    @Test("records")
    func record() { #expect(CSVText.record(["a", "", "b,c"]) == "a,,\"b,c\"") }
}
