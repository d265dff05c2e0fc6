// swift-tools-version: 6.2
import PackageDescription

/// The same strictness everywhere; in CI a warning is an error.
let strict: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

let package = Package(
    name: "autoprovision",
    products: [
        .executable(name: "autoprovision", targets: ["autoprovision"]),
        // Started by `autoprovision sandbox` and `autoprovision demo`: it lies beside the program.
        .executable(name: "autoprovision-sandbox", targets: ["autoprovision-sandbox"]),
        .executable(name: "autoprovision-benchmark", targets: ["Benchmark"]),
        .executable(name: "autoprovision-simulation", targets: ["autoprovision-simulation"]),
        // Loaded at run time, and only when a mapping has phone numbers: it lies beside the program.
        .library(name: "AutoprovisionPhoneNumbers", type: .dynamic, targets: ["CPhoneNumbers"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/swhitty/FlyingFox.git", from: "0.27.1"),
    ],
    targets: [
        // libcurl is loaded at run time, with the first request. Its headers (libcurl4-openssl-dev) are needed to build.
        .target(name: "CCurl"),
        .target(name: "HTTP", dependencies: ["CCurl", "Files"], swiftSettings: strict),
        .target(name: "JSON", swiftSettings: strict),
        .target(name: "Timing", swiftSettings: strict),
        .target(name: "Files", swiftSettings: strict),
        .target(name: "Directory", swiftSettings: strict),
        .target(name: "GoogleResources", dependencies: ["Directory", "JSON"], swiftSettings: strict),
        .target(
            name: "GoogleDirectory",
            dependencies: [
                "Timing",
                "Directory", "Files", "GoogleResources", "HTTP", "JSON", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(name: "ExportedDirectory", dependencies: ["Directory", "Files", "GoogleResources", "JSON"], swiftSettings: strict),
        .target(name: "SCIM", dependencies: ["HTTP", "JSON", "Timing"], swiftSettings: strict),
        .target(
            name: "OAuth", dependencies: ["HTTP", "JSON", "Timing", .product(name: "Crypto", package: "swift-crypto")], swiftSettings: strict),
        .target(name: "RingCentral", dependencies: ["Directory", "HTTP", "JSON", "OAuth", "Provisioning", "SCIM"], swiftSettings: strict),
        .target(name: "Provisioning", dependencies: ["Directory"], swiftSettings: strict),
        .target(name: "Engine", dependencies: ["Directory", "Provisioning", "Timing"], swiftSettings: strict),
        .target(name: "Applications", dependencies: ["Engine", "HTTP", "Provisioning", "SCIM"], swiftSettings: strict),
        .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
        .target(
            name: "CPhoneNumbers",
            linkerSettings: [
                .linkedLibrary("phonenumber"),
                // There is no Swift in it: it must load where Swift's libraries are inside the program, and nowhere else.
                .unsafeFlags(["-nostartfiles", "-static-stdlib"], .when(platforms: [.linux])),
            ]),
        .target(name: "ValueLibraries", dependencies: ["CRE2", "Files", "Provisioning"], swiftSettings: strict),
        .target(
            name: "Notifications",
            dependencies: ["CCurl", "Files", "HTTP", "JSON", "Provisioning", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .target(name: "Wording", dependencies: ["Directory", "Provisioning"], swiftSettings: strict),
        .target(
            name: "FileHome", dependencies: ["Engine", "Files", "Provisioning", "SCIM", "Timing", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .target(name: "SQL", dependencies: [.product(name: "GRDB", package: "GRDB.swift")], swiftSettings: strict),
        // Its client library is loaded at run time, and only for a home in a database: nothing of it is needed to build.
        .target(name: "PostgreSQL", dependencies: ["SQL"], swiftSettings: strict),
        .target(
            name: "Ledger",
            dependencies: [
                "Engine",
                "Directory", "Files", "Provisioning", "JSON", "SQL", .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(name: "DatabaseHome", dependencies: ["Engine", "FileHome", "Ledger", "SQL"], swiftSettings: strict),
        .target(
            name: "Sync",
            dependencies: [
                "Timing",
                "Applications", "Directory", "Engine", "GoogleDirectory", "ExportedDirectory", "SCIM", "OAuth", "RingCentral", "Provisioning",
                "FileHome", "Ledger", "Files", "HTTP", "Notifications", "ValueLibraries",
            ],
            swiftSettings: strict),
        .systemLibrary(name: "CProcess"),
        .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
        .target(name: "Terminal", dependencies: ["CNcurses"], swiftSettings: strict),
        .target(name: "Console", dependencies: ["Engine", "Directory", "Provisioning", "Sync", "Terminal", "Wording"], swiftSettings: strict),
        .target(
            name: "Sandbox",
            dependencies: [
                .product(name: "FlyingFox", package: "FlyingFox"), .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ], swiftSettings: strict),
        .target(name: "SandboxProcess", dependencies: ["Files"], swiftSettings: strict),
        // A program of its own: a server for tests, and the libraries that come with it, are no part of the one that an administrator uses.
        .executableTarget(name: "autoprovision-sandbox", dependencies: ["Sandbox", "SandboxProcess"], swiftSettings: strict),
        .target(
            name: "Simulation",
            dependencies: [
                "Timing", "Engine", "Sync", "Sandbox", "DatabaseHome", "FileHome", "Ledger", "SQL", "Provisioning", "Directory", "RingCentral",
                "HTTP", "JSON",
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "autoprovision-simulation", dependencies: ["Simulation", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: strict),
        .executableTarget(
            name: "autoprovision",
            dependencies: [
                "Engine", "Console", "DatabaseHome", "Ledger", "PostgreSQL", "SQL", "SandboxProcess", "Sync", "Directory", "Provisioning", "FileHome",
                "Files", "HTTP", "Terminal", "Wording",
                "CProcess",
                .product(name: "ArgumentParser", package: "swift-argument-parser"), .product(name: "Crypto", package: "swift-crypto"),
            ], swiftSettings: strict,
            // All addresses of other libraries are resolved at the start and cannot be overwritten afterwards (full RELRO).
            linkerSettings: [.unsafeFlags(["-Xlinker", "-z", "-Xlinker", "relro", "-Xlinker", "-z", "-Xlinker", "now"], .when(platforms: [.linux]))]),
        .executableTarget(
            name: "Benchmark",
            dependencies: [
                "Timing",
                "Engine",
                "Sandbox", "Sync", "Directory", "Provisioning", "FileHome", "OAuth", "RingCentral", "SCIM", "HTTP", "JSON", "Terminal",
                "CProcess", "ValueLibraries",
                .product(name: "ArgumentParser", package: "swift-argument-parser"), .product(name: "GRDB", package: "GRDB.swift"),
            ], swiftSettings: strict),
        .testTarget(
            name: "BenchmarkTests", dependencies: ["Benchmark", "Provisioning", "RingCentral", "Sandbox", "Terminal"], swiftSettings: strict),
        .testTarget(
            name: "ProvisioningTests", dependencies: ["Provisioning", "Directory", "ValueLibraries", "Wording"], exclude: ["KeptReasons.txt"],
            swiftSettings: strict),
        .testTarget(name: "ValueLibrariesTests", dependencies: ["Provisioning", "ValueLibraries"], swiftSettings: strict),
        .testTarget(name: "WordingTests", dependencies: ["Provisioning", "Wording"], exclude: ["Sentences.txt"], swiftSettings: strict),
        .testTarget(
            name: "SandboxTests",
            dependencies: ["Sandbox", .product(name: "Crypto", package: "swift-crypto"), .product(name: "CryptoExtras", package: "swift-crypto")],
            swiftSettings: strict),
        .testTarget(name: "SandboxProcessTests", dependencies: ["SandboxProcess"], swiftSettings: strict),
        .testTarget(name: "FileHomeTests", dependencies: ["Engine", "FileHome", "Provisioning", "SCIM"], swiftSettings: strict),
        .testTarget(
            name: "LedgerTests", dependencies: ["Directory", "Engine", "Ledger", "PostgreSQL", "Provisioning", "SQL", "TestDatabases", "Wording"],
            swiftSettings: strict),
        // A server of PostgreSQL for the tests.
        .target(name: "TestDatabases", path: "Tests/TestDatabases", swiftSettings: strict),
        .testTarget(name: "PostgreSQLTests", dependencies: ["PostgreSQL", "SQL", "TestDatabases"], swiftSettings: strict),
        .testTarget(
            name: "DatabaseHomeTests",
            dependencies: ["DatabaseHome", "Engine", "FileHome", "PostgreSQL", "Provisioning", "SQL", "Sync", "TestDatabases", "Timing"],
            swiftSettings: strict),
        .testTarget(name: "DirectoryTests", dependencies: ["Directory"], swiftSettings: strict),
        .testTarget(name: "GoogleResourcesTests", dependencies: ["Directory", "GoogleResources", "JSON"], swiftSettings: strict),
        .testTarget(
            name: "GoogleDirectoryTests", dependencies: ["Directory", "GoogleDirectory", "HTTP", "Sandbox", "Timing"], swiftSettings: strict),
        .testTarget(
            name: "ExportedDirectoryTests", dependencies: ["Directory", "ExportedDirectory", "GoogleResources", "JSON"], swiftSettings: strict),
        .testTarget(name: "SCIMTests", dependencies: ["SCIM", "HTTP", "JSON", "Timing"], swiftSettings: strict),
        .testTarget(name: "OAuthTests", dependencies: ["OAuth", "HTTP", "Timing"], swiftSettings: strict),
        .testTarget(name: "RingCentralTests", dependencies: ["OAuth", "RingCentral"], swiftSettings: strict),
        .testTarget(name: "EngineTests", dependencies: ["Directory", "Engine", "Provisioning", "Timing"], swiftSettings: strict),
        .testTarget(
            name: "SyncTests",
            dependencies: [
                "Timing", "Engine", "Sync", "DatabaseHome", "FileHome", "Ledger", "PostgreSQL", "Provisioning", "Directory", "OAuth", "Sandbox",
                "HTTP", "TestDatabases", "Wording",
            ],
            resources: [.copy("OlderHomes")], swiftSettings: strict),
        .testTarget(name: "SimulationTests", dependencies: ["Simulation", "Sandbox"], swiftSettings: strict),
        .testTarget(
            name: "ConsoleTests", dependencies: ["Engine", "Console", "Directory", "Provisioning", "Sync", "Terminal", "ValueLibraries", "Wording"],
            exclude: ["Snapshots"],
            swiftSettings: strict),
        .testTarget(
            name: "JourneyTests", dependencies: ["autoprovision", "autoprovision-sandbox", "FileHome", "HTTP", "TestDatabases"],
            swiftSettings: strict),
        .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: strict),
        .testTarget(name: "NotificationsTests", dependencies: ["HTTP", "JSON", "Notifications", "Provisioning"], swiftSettings: strict),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP"], swiftSettings: strict),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "Timing",
                "Engine",
                "Applications", "FileHome", "Provisioning", "Directory", "GoogleDirectory", "ExportedDirectory", "SCIM", "OAuth",
                "RingCentral", "HTTP",
                "JSON", "Sync", "ValueLibraries",
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            resources: [.copy("Corpus")], swiftSettings: strict),
        .testTarget(name: "TerminalTests", dependencies: ["Terminal", "CNcurses"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
