import Foundation
import Provisioning
import Sync
import Wording

/// What is open, for machines.
struct AlertReport: Encodable {
    struct Open: Encodable {
        let kind: String
        let since: Date
        let opened: Date
        let sentence: String
        let cure: String
        let concerned: [String]
        let count: Int
    }

    struct Waiting: Encodable {
        let way: String
        let made: Date
        let tries: Int
        let next: Date
        let failure: OrNull<String>
    }

    let open: [Open]
    let ways: [String]
    let undelivered: [Waiting]

    init(_ overview: AlertOverview) {
        open = overview.open.map { item in
            Open(
                kind: item.alert.kind.rawValue, since: item.alert.since, opened: item.opened,
                sentence: item.alert.sentence(application: overview.application), cure: item.alert.cure, concerned: item.alert.concerned,
                count: item.alert.count)
        }
        ways = overview.settings.ways.map(\.rawValue)
        undelivered = overview.waiting.map {
            Waiting(way: $0.way.rawValue, made: $0.made, tries: $0.tries, next: $0.next, failure: OrNull($0.failure))
        }
    }
}
