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
  name: "benchmarks",
  dependencies: [.package(name: "stipend", path: "..")],
  targets: [
    .target(name: "World", dependencies: [rooms], swiftSettings: settings),
    .executableTarget(name: "generate", dependencies: ["World", rooms], swiftSettings: settings),
    .executableTarget(name: "measure", dependencies: ["World", rooms], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
