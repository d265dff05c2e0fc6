/// Tells a list that comes in pages from one without end, whose server gives new pages for ever.
package struct ListBound: Sendable, Equatable {
    /// The most pages that a list may have.
    private let maximumPages: Int
    /// The most elements that a list may have.
    private let maximumElements: Int
    /// Pages that came so far.
    package private(set) var pages = 0
    /// Elements that came so far.
    package private(set) var elements = 0

    /// A list of at most so many pages and elements.
    package init(pages: Int, elements: Int) {
        maximumPages = pages
        maximumElements = elements
    }

    /// Takes notice of one more page. Returns whether the list still may be one with an end.
    package mutating func took(_ count: Int) -> Bool {
        pages += 1
        elements += count
        return pages <= maximumPages && elements <= maximumElements
    }
}
