// swift-tools-version: 6.2
import PackageDescription

// One list of settings for every target: Swift 6 mode, no warnings, imports that say what they
// expose, and members usable only where their module is imported.
let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

// The calculator rooms are optimised in debug builds too: their property tests run thousands of
// seeds, and are about ten times faster so.
let pureSettings = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

// `STIPEND_ROOMS=pure` leaves only the rooms that need no package at all, with their tests. It makes
// their inner loop fast, and its building at all proves that they are pure.
let pureOnly = Context.environment["STIPEND_ROOMS"] == "pure"

// `STIPEND_TESTS=StoreSQLiteTests,…` leaves only those tests, and the command line only for its own,
// so that trying one room does not build the others' tests.
let onlyTests = Context.environment["STIPEND_TESTS"]?.split(separator: ",").map(String.init)

func chosen(_ targets: [Target]) -> [Target] {
  guard let onlyTests else { return targets }
  return targets.filter { target in
    target.name == "stipend"
      ? onlyTests.contains("CommandTests")
      : target.type != .test || onlyTests.contains(target.name)
  }
}

/// A room that may not import anything but rooms above it: no package, no Foundation, no clock.
func pure(_ name: String, _ rooms: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: rooms, swiftSettings: pureSettings)
}

func room(
  _ name: String, _ dependencies: [Target.Dependency], path: String? = nil,
  resources: [Resource]? = nil, isCalculator: Bool = false
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: path, resources: resources,
    swiftSettings: isCalculator ? pureSettings : settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(
  name: "HummingbirdCore", package: "hummingbird")
let httpClient: Target.Dependency = .product(
  name: "AsyncHTTPClient", package: "async-http-client")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(
  name: "UnixSignals", package: "swift-service-lifecycle")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let nioHTTP2: Target.Dependency = .product(name: "NIOHTTP2", package: "swift-nio-http2")
let nioHPACK: Target.Dependency = .product(name: "NIOHPACK", package: "swift-nio-http2")
let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let grpcCore: Target.Dependency = .product(name: "GRPCCore", package: "grpc-swift-2")
let grpcTransport: Target.Dependency = .product(
  name: "GRPCNIOTransportHTTP2Posix", package: "grpc-swift-nio-transport")
let arguments: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

let pureTargets: [Target] = [
  pure("Quantities"),
  pure("Encoding"),
  pure("Accounting", ["Quantities"]),
  pure("Policy", ["Quantities", "Encoding"]),
  pure("Evidence", ["Quantities", "Encoding", "Policy"]),
  pure("Rewards", ["Quantities", "Encoding", "Accounting", "Policy", "Evidence"]),
  pure("Payouts", ["Quantities", "Accounting", "Policy", "Rewards"]),
  // Seeded numbers and temporary folders; only tests depend on it.
  room("TestSupport", [], path: "Tests/TestSupport"),
  tests("QuantitiesTests", ["TestSupport", "Quantities"]),
  tests("EncodingTests", ["TestSupport", "Encoding"]),
  tests("AccountingTests", ["TestSupport", "Quantities", "Accounting"]),
  tests("PolicyTests", ["TestSupport", "Quantities", "Encoding", "Policy"]),
  tests("EvidenceTests", ["TestSupport", "Quantities", "Encoding", "Policy", "Evidence"]),
  tests(
    "RewardsTests",
    ["TestSupport", "Quantities", "Encoding", "Accounting", "Policy", "Evidence", "Rewards"]),
  tests(
    "PayoutsTests",
    ["TestSupport", "Quantities", "Accounting", "Policy", "Rewards", "Payouts"]),
  tests("TidyTests", []),
]

let otherTargets: [Target] = [
  .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
  .systemLibrary(
    name: "CSecp256k1", pkgConfig: "libsecp256k1", providers: [.apt(["libsecp256k1-dev"])]),
  // BoringSSL refuses the certificates that the network's providers make for themselves.
  .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
  room("ProviderTLS", ["COpenSSL", nioCore]),
  room("Keys", ["Quantities", "Encoding", "CSecp256k1", crypto]),
  room("CosmosTx", ["Quantities", "Encoding", "Keys"], isCalculator: true),
  room("Journal", ["Quantities", "Encoding", "Keys"]),
  room(
    "Probing", ["Quantities", "Encoding", "Policy", "Evidence", "Keys"], isCalculator: true),
  room(
    "Program",
    ["Quantities", "Encoding", "Accounting", "Policy", "Evidence", "Rewards", "Payouts", "Keys"]),
  room(
    "Application",
    [
      "Quantities", "Encoding", "Accounting", "Policy", "Evidence", "Rewards", "Payouts", "Keys",
      "CosmosTx", "Journal", "Program",
    ]),
  room("KeyFiles", ["Quantities", "Encoding", "Keys", crypto, cryptoExtras]),
  room("PolicyYAML", ["Quantities", "Encoding", "Policy", yams]),
  room("BlobFiles", ["Quantities", "Encoding", "Keys", "Journal", "Application", "CZlib"]),
  room(
    "StoreSQLite", ["Quantities", "Keys", "Application", "BlobFiles", grdb, grdbSQLite]),
  room(
    "LogClient",
    [
      "Quantities", "Encoding", "Keys", "Journal", "Application", "BlobFiles", httpClient, nioCore,
      nioPosix, nioHTTP1,
    ]),
  room(
    "LogServer",
    [
      "Quantities", "Encoding", "Keys", "Journal", "Program", "Application", "BlobFiles",
      "LogClient", hummingbird, hummingbirdCore, httpTypes, nioCore, nioPosix, logging, lifecycle,
      unixSignals,
    ]),
  room(
    "CosmosClient", ["Quantities", "Encoding", httpClient, nioCore, nioPosix, nioHTTP1]),
  room(
    "Akash",
    [
      "Quantities", "Encoding", "Policy", "Evidence", "Keys", "CosmosClient", "ProviderTLS",
      protobuf, nioCore, nioPosix, nioHTTP1, nioHTTP2, nioHPACK,
    ]),
  room(
    "Simulation",
    [
      "Quantities", "Encoding", "Policy", "Evidence", "Rewards", "Payouts", "Keys", "CosmosTx",
      "Journal", "Program", "Application",
    ]),
  room(
    "DevNet",
    [
      "Quantities", "Encoding", "Keys", "ProviderTLS", "CosmosClient", "Akash", crypto, protobuf,
      nioCore, nioPosix, nioHTTP1, nioHTTP2, nioHPACK, grpcCore, grpcTransport,
    ]),
  room(
    "Paying",
    ["Quantities", "Encoding", "Keys", "Payouts", "BlobFiles", "CosmosTx", "CosmosClient"]),
  room(
    "Observing",
    [
      "Quantities", "Encoding", "Policy", "Evidence", "Keys", "Journal", "Program", "Application",
      "BlobFiles", "LogClient", "CosmosClient", "ProviderTLS", "Akash", "Probing", nioCore,
      nioPosix,
      nioHTTP1,
    ]),
  room(
    "Pilot",
    [
      "Quantities", "Encoding", "Policy", "Evidence", "Rewards", "Payouts", "Keys", "CosmosTx",
      "Journal", "Program", "Application", "BlobFiles", "LogClient", "LogServer", "CosmosClient",
      "Paying", "Akash", "Probing", "Observing", "Simulation", "DevNet",
    ]),
  .executableTarget(
    name: "stipend",
    dependencies: [
      "Quantities", "Encoding", "Accounting", "Policy", "Evidence", "Rewards", "Payouts", "Keys",
      "Program", "Journal", "Application", "KeyFiles", "PolicyYAML", "BlobFiles", "StoreSQLite",
      "LogClient",
      "LogServer", "CosmosTx", "CosmosClient", "Akash", "Probing", "Observing", "Simulation",
      "DevNet", "Paying", "Pilot",
      arguments,
    ],
    swiftSettings: settings),
  tests("KeysTests", ["TestSupport", "Quantities", "Encoding", "Keys"]),
  tests("ProbingTests", ["TestSupport", "Quantities", "Policy", "Evidence", "Keys", "Probing"]),
  tests("CosmosTxTests", ["TestSupport", "Quantities", "Encoding", "Keys", "CosmosTx"]),
  tests("JournalTests", ["TestSupport", "Quantities", "Encoding", "Keys", "Journal"]),
  tests("KeyFilesTests", ["TestSupport", "Quantities", "Encoding", "Keys", "KeyFiles"]),
  tests(
    "ProgramTests",
    [
      "TestSupport", "Quantities", "Encoding", "Accounting", "Policy", "Evidence", "Rewards",
      "Payouts", "Keys", "Program",
    ]),
  // Every reader of outside bytes with samples: what the fuzzers and their tests feed.
  room(
    "HostileReaders",
    [
      "Quantities", "Encoding", "Policy", "Evidence", "Rewards", "Keys", "Journal", "Program",
      "Application", "KeyFiles", "PolicyYAML", "BlobFiles", "CosmosTx", "Simulation",
      "CosmosClient", "Akash",
    ], path: "Tests/HostileReaders"),
  tests("HostileReadersTests", ["HostileReaders"]),
  tests("PolicyYAMLTests", ["Quantities", "Encoding", "Policy", "Keys", "PolicyYAML"]),
  tests(
    "BlobFilesTests", ["TestSupport", "Quantities", "Encoding", "Keys", "Application", "BlobFiles"]),
  tests(
    "ApplicationTests",
    [
      "TestSupport", "Quantities", "Encoding", "Accounting", "Policy", "Evidence", "Rewards",
      "Payouts", "Keys", "CosmosTx", "Journal", "Program", "Application", "PolicyYAML", "BlobFiles",
      "Simulation",
    ]),
  // A layer below SQLite that loses what was not synced; C, because SQLite's interface is.
  .target(
    name: "CFaultVFS", path: "Tests/CFaultVFS", linkerSettings: [.linkedLibrary("sqlite3")]),
  room("StoreContract", ["Quantities", "Keys", "Application"], path: "Tests/StoreContract"),
  .executableTarget(
    name: "KillChild",
    dependencies: ["Quantities", "Application", "BlobFiles", "StoreSQLite", "StoreContract"],
    path: "Tests/KillChild", swiftSettings: settings),
  tests(
    "StoreSQLiteTests",
    [
      "TestSupport", "KillChild", "Quantities", "Keys", "Journal", "Application", "BlobFiles",
      "StoreSQLite", "StoreContract", "CFaultVFS", grdb,
    ]),
  tests(
    "LogServerTests",
    [
      "TestSupport", "Quantities", "Encoding", "Policy", "Keys", "Journal", "Program",
      "Application", "PolicyYAML", "BlobFiles", "StoreSQLite", "LogClient", "LogServer",
      "Simulation", "stipend", nioCore, nioPosix, nioHTTP1, httpClient,
    ]),
  // Providers that answer to harm: for the tests of the client, and for its benchmark.
  room(
    "HostileProviders", ["ProviderTLS", "Akash", nioCore, nioPosix], path: "Tests/HostileProviders"),
  tests("CosmosClientTests", ["Quantities", "Encoding", "CosmosClient"]),
  tests(
    "AkashTests",
    [
      "TestSupport", "Quantities", "Encoding", "Policy", "Evidence", "Keys", "CosmosClient",
      "ProviderTLS", "Akash", "HostileProviders", protobuf, nioCore, nioPosix, nioHTTP1, nioHTTP2,
      nioHPACK, nioSSL,
    ]),
  tests(
    "DevNetTests",
    [
      "Quantities", "Encoding", "Keys", "Policy", "Evidence", "CosmosClient", "Akash", "DevNet",
      crypto,
    ]),
  tests(
    "PayingTests",
    [
      "TestSupport", "Quantities", "Encoding", "Keys", "Payouts", "BlobFiles", "CosmosTx",
      "CosmosClient", "DevNet", "Paying",
    ]),
  tests(
    "ObservingTests",
    [
      "TestSupport", "Quantities", "Encoding", "Policy", "Evidence", "Rewards", "Keys", "Journal",
      "Program",
      "Application", "PolicyYAML", "BlobFiles", "CosmosClient", "Akash", "DevNet", "Simulation",
      "Probing", "LogClient", "LogServer",
      "Observing",
      nioCore, nioPosix,
    ]),
  tests(
    "PilotTests",
    [
      "TestSupport", "Quantities", "Policy", "Rewards", "Payouts", "Keys", "Program",
      "Application", "PolicyYAML", "DevNet", "Pilot",
    ]),
  tests(
    "CommandTests",
    [
      "TestSupport", "Quantities", "Encoding", "Policy", "Evidence", "Payouts", "Keys", "CosmosTx",
      "CosmosClient", "DevNet", "stipend",
    ]),
]

let package = Package(
  name: "stipend",
  products: pureOnly || onlyTests != nil
    ? []
    : [
      .executable(name: "stipend", targets: ["stipend"]),
      // What the nested packages, Benchmarks and Fuzz, measure and feed.
      .library(
        name: "StipendRooms",
        targets: [
          "Quantities", "Encoding", "Accounting", "Policy", "Evidence", "Rewards", "Keys",
          "Journal", "Program", "Application", "KeyFiles", "PolicyYAML", "BlobFiles", "Simulation",
          "Payouts", "CosmosTx",
        ]),
      .library(name: "StipendStore", targets: ["StoreSQLite"]),
      .library(name: "StipendHostileReaders", targets: ["HostileReaders"]),
      .library(
        name: "StipendNetwork",
        targets: ["Quantities", "ProviderTLS", "Akash", "DevNet", "HostileProviders"]),
    ],
  dependencies: pureOnly
    ? []
    : [
      .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
      .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
      .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
      .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
      .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
      .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
      .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
      .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
      .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
      .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
      .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
      .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
      .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
      .package(url: "https://github.com/grpc/grpc-swift-2", from: "2.4.3"),
      .package(url: "https://github.com/grpc/grpc-swift-nio-transport", from: "2.9.2"),
    ],
  targets: chosen(pureOnly ? pureTargets : pureTargets + otherTargets),
  swiftLanguageModes: [.v6]
)
