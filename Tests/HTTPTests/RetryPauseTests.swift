import HTTP
import Testing

@Suite("How long to wait before the same request is sent again", .timeLimit(.minutes(1)))
struct RetryPauseTests {
    static let pause = RetryPause(first: 1, longest: 10, maximumTries: 6, patience: 300)

    @Test(
        "Pauses grow up to a longest; what the server asks for counts, never less than a second and never for longer than anybody would wait",
        arguments: [
            (1, nil, 0, 1), (2, nil, 0, 2), (3, nil, 0, 4), (4, nil, 0, 8), (5, nil, 0, 10), (6, nil, 0, nil), (7, nil, 0, nil),
            (1, nil, 1, 2), (2, nil, 0.5, 2.5), (1, nil, 7, 2), (1, nil, -7, 1),
            (1, 30, 0, 30), (5, 30, 0, 30), (1, 0, 0, 1), (1, 300, 0, 300), (1, 301, 0, nil), (1, 1e9, 0, nil), (6, 30, 0, nil),
        ] as [(Int, Double?, Double, Double?)])
    func seconds(number: Int, retryAfter: Double?, jitter: Double, expected: Double?) {
        #expect(Self.pause.seconds(afterTry: number, retryAfter: retryAfter, jitter: jitter) == expected)
    }
}
