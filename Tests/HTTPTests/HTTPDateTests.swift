import Foundation
import HTTP
import Testing

@Suite("The Date header", .timeLimit(.minutes(5)))
struct HTTPDateTests {
    @Test(
        "IMF-fixdate is read to the second; anything else is not",
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199),
            ("Sunday, 06-Nov-94 08:49:37 GMT", nil), ("Sun, 06 Nov 1994 25:49:37 GMT", nil), ("Sun, 06 Now 1994 08:49:37 GMT", nil), ("", nil),
            ("Sun, 06 Nov 1994 08:49:37 CET", nil), ("Sun, 99999999999 Nov 1994 08:49:37 GMT", nil),
        ] as [(String, TimeInterval?)])
    func parse(text: String, seconds: TimeInterval?) {
        #expect(HTTPDate.parse(text)?.timeIntervalSince1970 == seconds)
    }
}
