import Provisioning
import Testing

@Suite("How far a failure reaches", .timeLimit(.minutes(1)))
struct FailureEvidenceTests {
    /// What happened: an action was done, or it failed for somebody with this suspicion and this answer to a harmless read.
    enum Event: Sendable {
        case done
        case failed(String, FailureSuspicion, FailureEvidence.HarmlessRead? = nil)
    }

    static let fourRefused: [Event] = ["a", "b", "c", "d"].map { .failed($0, .personOrRun) }

    @Test(
        "The last of these failures reaches so far",
        arguments: [
            ([.failed("a", .person)], .person), ([.failed("a", .kind)], .kind), ([.failed("a", .run)], .run),
            // A refusal that says too little is one person's, unless a harmless read is refused too.
            ([.failed("a", .personOrRun)], .person), ([.failed("a", .personOrRun, .answered)], .person),
            ([.failed("a", .personOrRun, .refused)], .run),
            // Five different people in a row are no accident of one record; the same person five times is.
            (fourRefused, .person), (fourRefused + [.failed("e", .personOrRun)], .runAfterSeveralPeople),
            (fourRefused + [.failed("a", .personOrRun), .failed("b", .personOrRun)], .person),
            // Whatever shows the app at work ends the row.
            (fourRefused + [.done, .failed("e", .personOrRun)], .person),
            (fourRefused + [.failed("x", .person), .failed("e", .personOrRun)], .person),
            // No free licence says nothing about the people that were refused before.
            (fourRefused + [.failed("x", .kind), .failed("e", .personOrRun)], .runAfterSeveralPeople),
        ] as [([Event], FailureReach)])
    func reach(events: [Event], expected: FailureReach) {
        var evidence = FailureEvidence()
        var reach: FailureReach?
        for event in events {
            switch event {
            case .done: evidence.succeeded()
            case .failed(let person, let suspicion, let read): reach = evidence.reach(of: suspicion, personID: person, read: read)
            }
        }
        #expect(reach == expected)
    }

    @Test("A harmless read is asked once for people who are refused one after the other, and for no other failure")
    func harmlessRead() {
        var evidence = FailureEvidence()
        for suspicion in [FailureSuspicion.person, .kind, .run] { #expect(!evidence.needsHarmlessRead(suspicion)) }
        #expect(evidence.needsHarmlessRead(.personOrRun))
        _ = evidence.reach(of: .personOrRun, personID: "a", read: .answered)
        #expect(!evidence.needsHarmlessRead(.personOrRun))
        evidence.succeeded()
        #expect(evidence.needsHarmlessRead(.personOrRun))
    }
}
