// swift-tools-version: 6.2
import PackageDescription

// The house's settings; the parent's manifest says why each is there.
let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let rooms: Target.Dependency = .product(name: "StipendRooms", package: "stipend")
let store: Target.Dependency = .product(name: "StipendStore", package: "stipend")
// Who asks providers, and a made-up network that answers, well or to harm.
let network: Target.Dependency = .product(name: "StipendNetwork", package: "stipend")
// What the journal is held against: SQLite and BoringSSL themselves.
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")

let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(name: "stipend", path: ".."),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .target(name: "World", dependencies: [rooms], swiftSettings: settings),
    .executableTarget(name: "generate", dependencies: ["World", rooms], swiftSettings: settings),
    .executableTarget(name: "measure", dependencies: ["World", rooms], swiftSettings: settings),
    .executableTarget(name: "probing", dependencies: [network], swiftSettings: settings),
    .executableTarget(
      name: "journal", dependencies: ["World", rooms, store, sqlite, crypto],
      swiftSettings: settings),
    // What signing is held against: the library itself, without anything of ours.
    .systemLibrary(name: "CSecp256k1Alone", pkgConfig: "libsecp256k1"),
    .executableTarget(
      name: "transactions", dependencies: ["World", "CSecp256k1Alone", rooms],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
