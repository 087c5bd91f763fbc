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
    .executableTarget(name: "fuzz", dependencies: [rooms], swiftSettings: settings)
  ],
  swiftLanguageModes: [.v6]
)
