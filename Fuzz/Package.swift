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

let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "stipend", path: "..")],
  targets: [
    // Every reader of outside bytes, with samples to begin from.
    .target(name: "Readers", dependencies: [rooms], swiftSettings: settings),
    // Mutates samples by seeded numbers.
    .executableTarget(name: "fuzz", dependencies: ["Readers", rooms], swiftSettings: settings),
    // Lets libFuzzer look for ways through; to be built with --sanitize fuzzer.
    .executableTarget(name: "explore", dependencies: ["Readers"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
