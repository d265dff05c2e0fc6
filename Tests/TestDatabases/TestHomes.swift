import Foundation

/// Where the homes of tests are that work with either kind.
package enum TestHomes {
    /// In folders, unless `AUTOPROVISION_TEST_HOME=postgresql` puts them into a database.
    package static let areFolders = ProcessInfo.processInfo.environment["AUTOPROVISION_TEST_HOME"] != "postgresql"
}
