/// How entries become the rows of a table that spreadsheets open.
package struct TableForm<Entry: Sendable>: Sendable {
    /// The headings.
    package let header: String
    /// An entry as one record, without the line break that ends it.
    package let record: @Sendable (Entry) -> String

    /// A form with these headings.
    package init(header: String, record: @escaping @Sendable (Entry) -> String) { (self.header, self.record) = (header, record) }
}
