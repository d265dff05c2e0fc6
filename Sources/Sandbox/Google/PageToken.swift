import Foundation

/// Where a listing goes on: a position, and what the listing was of.
struct PageToken: Sendable, Equatable {
    var offset: Int
    /// Ties a token to the parameters it was made for; `nil` fits any listing.
    var listing: String?
    var issued: Date?

    /// How long a token is good for.
    static let lifetime: TimeInterval = 3 * 86_400

    init(offset: Int, listing: String? = nil, issued: Date? = nil) {
        self.offset = offset
        self.listing = listing
        self.issued = issued
    }

    /// - Returns: `nil` for text that this server never made.
    init?(_ text: String) {
        guard let data = Data(base64URL: text), case .object(let members)? = JSONValue(parsing: data), let offset = members["o"]?.integerValue,
            offset >= 0
        else { return nil }
        self.init(
            offset: offset, listing: members["l"]?.stringValue, issued: members["t"]?.integerValue.map { Date(timeIntervalSince1970: Double($0)) })
    }

    var text: String {
        let value = JSONValue.present(["o": .integer(offset), "l": .optional(listing), "t": issued.map { .integer(Int($0.timeIntervalSince1970)) }])
        return Data(value.utf8).base64URL
    }
}
