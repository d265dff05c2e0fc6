import Foundation
import Provisioning

/// The countries and regions that the app told, and when it was asked last. A file of the home keeps them between runs.
struct ToldPlaces: Codable, Equatable, Sendable {
    /// The app's server.
    var server: String?
    /// When the app was asked last, with or without an answer.
    var asked: Date?
    /// When it first told what counts; names this edition.
    var since: Date?
    /// What counts: the newest answer that took nothing away, or took it away twice.
    var dictionary: PlaceDictionary?
    /// An answer that lacked what counts. It counts when the next one says the same.
    var doubted: PlaceDictionary?
    /// Whether the last question had no answer.
    private(set) var isUnanswered = false

    /// An answer is good for a week: such lists hardly ever change.
    static let lifetime: TimeInterval = 7 * 86_400
    /// After a question without an answer, and while an answer is doubted, the app is asked again on the next day.
    static let pause: TimeInterval = 86_400

    /// Whether the app should be asked by now. A moment that is still to come is one of a clock that was wrong.
    func isDue(at now: Date) -> Bool {
        guard let asked else { return true }
        return abs(now.timeIntervalSince(asked)) >= (dictionary == nil || doubted != nil || isUnanswered ? Self.pause : Self.lifetime)
    }

    /// Takes an answer. One that lacks a country or a region that the app had is believed when the next one agrees: without it, addresses of many people would be taken away.
    mutating func take(_ answer: PlaceDictionary?, at now: Date) {
        asked = now
        isUnanswered = answer == nil
        guard let answer else { return }
        if let dictionary, !answer.covers(dictionary), answer != doubted {
            doubted = answer
            return
        }
        doubted = nil
        guard answer != dictionary else { return }
        (dictionary, since) = (answer, now)
    }

    /// Names what counts: another one for each dictionary.
    var edition: String { since.map { "\($0.timeIntervalSince1970)" } ?? "" }
}

extension PlaceDictionary {
    /// Whether it has every country and every region of the other one, whatever they are called.
    fileprivate func covers(_ other: PlaceDictionary) -> Bool {
        Set(countries.map(\.code)).isSuperset(of: other.countries.map(\.code))
            && Set(regions.map { [$0.country, $0.code] }).isSuperset(of: other.regions.map { [$0.country, $0.code] })
    }
}
