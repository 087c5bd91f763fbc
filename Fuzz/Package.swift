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
// Every reader of outside bytes, with samples to begin from; the parent's tests use it too.
let readers: Target.Dependency = .product(name: "StipendHostileReaders", package: "stipend")

let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "stipend", path: "..")],
  targets: [
    // Mutates samples by seeded numbers.
    .executableTarget(name: "fuzz", dependencies: [readers, rooms], swiftSettings: settings),
    // Lets libFuzzer look for ways through; to be built with --sanitize fuzzer.
    .executableTarget(name: "explore", dependencies: [readers], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
