package import Foundation

/// Which entries of the log are wanted; without anything set, all of them.
package struct ActivityQuery: Sendable, Hashable {
    /// What happened.
    package enum What: Sendable, Hashable {
        case everything
        /// What was carried out, of one kind.
        case done(ActionKind)
        /// What could not be done.
        case failures
        /// What administrators decided about people, and what was found out about units and ids.
        case decisions
        /// What was done to the configuration and the authorization.
        case configuration
    }

    /// By what entries are sorted, up or down. Those alike stand the newest first.
    package struct Order: Sendable, Hashable {
        /// A column of the log.
        package enum Column: Int, Sendable, Hashable, CaseIterable {
            case time
            case what
            case who
        }

        package let column: Column
        package let isDescending: Bool

        package init(_ column: Column, isDescending: Bool) {
            self.column = column
            self.isDescending = isDescending
        }
    }

    /// Parts of the name or address of a person, in any order; case and accents do not count.
    package var text = ""
    /// In which order; `nil` is the newest first.
    package var order: Order?
    package var what = What.everything
    package var run: Int64?
    /// From this moment on, and before that one.
    package var time: Range<Date>?

    package init(text: String = "", what: What = .everything, run: Int64? = nil, time: Range<Date>? = nil) {
        self.text = text
        self.what = what
        self.run = run
        self.time = time
    }
}

/// Which entries of the log were found, newest first: their ids only, so that a million of them are a few megabytes and their rows are read where they are shown.
package struct ActivityIndex: Sendable, Equatable {
    private enum Ids: Sendable, Equatable {
        /// This many without a gap, down from the newest.
        case unbroken(newest: Int64, count: Int)
        case list([Int64])
    }

    private let ids: Ids

    /// All entries; the log never loses one, so their ids have no gap.
    package init(newest: Int64, count: Int) { ids = .unbroken(newest: newest, count: max(0, count)) }

    /// These entries, newest first.
    package init(_ list: [Int64]) { ids = .list(list) }

    /// How many there are.
    package var count: Int {
        switch ids {
        case .unbroken(_, let count): count
        case .list(let list): list.count
        }
    }

    /// The id at a place, counted from the newest, which must be inside.
    package subscript(place: Int) -> Int64 {
        switch ids {
        case .unbroken(let newest, _): newest - Int64(place)
        case .list(let list): list[place]
        }
    }

    /// The ids of a part; what lies outside is left out.
    package func ids(_ places: Range<Int>) -> [Int64] { places.clamped(to: 0..<count).map { self[$0] } }

    /// The same entries the other way round.
    package func reversed() -> ActivityIndex { ActivityIndex((0..<count).reversed().map { self[$0] }) }

    /// The place of an entry among entries in another order than the newest first; `nil` when it is none of them.
    package func sortedPlace(of id: Int64) -> Int? { (0..<count).first { self[$0] == id } }

    /// The place of an entry, or where it would be: entries that came since it was looked at do not move it away.
    package func place(of id: Int64) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] > id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
