import Foundation
import Policy
import Quantities
import Testing

/// The shipped catalogue and the pools of the first pilot, as the tests use them.
enum CatalogueFixture {
  /// The repository's root, from where this file stands.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The bytes of the shipped catalogue.
  static func bytes() throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appendingPathComponent("policies/catalogue/gpus-1.json")))
  }

  /// The shipped catalogue.
  static func catalogue() throws -> GPUCatalogue { try GPUCatalogue.decode(try bytes()) }

  /// A recorded file beside the repository, or nil with a line saying that it is absent.
  static func shared(_ path: String) throws -> Data? {
    let url = root.deletingLastPathComponent().appendingPathComponent("shared/data/\(path)")
    guard FileManager.default.fileExists(atPath: url.path) else {
      print("note: ../shared/data/\(path) is absent; our own fixtures stand for it")
      return nil
    }
    return try Data(contentsOf: url)
  }

  /// Any NVIDIA GPU with at least 24 GB, one class per node.
  static func liquidity() throws -> EligibilityRule {
    EligibilityRule(
      vendors: [try Label("nvidia")], minimumMemoryGB: 24, homogeneousNodes: true,
      hostMemoryAtLeastGPU: true)
  }

  /// NVIDIA and AMD GPUs launched in 2024 or later.
  static func research(
    _ date: EligibilityRule.DateKind = .announced
  ) throws -> EligibilityRule {
    EligibilityRule(
      vendors: [try Label("nvidia"), try Label("amd")],
      launched: .init(notBefore: try CivilDate("2024-01-01"), date: date),
      named: ["nvidia/h200/*/*", "nvidia/b100/*/*", "nvidia/l40s/*/*", "amd/mi300x/*/*"]
        .compactMap { ClassPattern($0) })
  }

  /// Tier 2 or higher with evidence, a year or longer.
  static func committed() throws -> EligibilityRule {
    EligibilityRule(
      minimumTier: 2, tierEvidence: true, minimumTerm: try CalendarDuration("P1Y"))
  }

  /// The three pools with their names.
  static func pools() throws -> [(pool: Label, rule: EligibilityRule)] {
    [
      (try Label("committed"), try committed()), (try Label("liquidity"), try liquidity()),
      (try Label("research"), try research()),
    ]
  }

  /// A class's index; the test fails where the catalogue lacks it.
  static func index(_ text: String, _ catalogue: GPUCatalogue) throws -> ClassIndex {
    try #require(GPUClass(text).flatMap { catalogue.index(of: $0) }, "no class \(text)")
  }

  /// A match as a short text: a class, classes with what is missing, or `unknown`.
  static func text(_ match: ClassMatch, _ catalogue: GPUCatalogue) -> String {
    switch match {
    case .known(let index): catalogue[index].gpuClass.text
    case .ambiguous(let indices, let missing):
      indices.map { catalogue[$0].gpuClass.text }.joined(separator: " ") + " ? "
        + missing.map(\.rawValue).joined(separator: " ")
    case .unknown(let reason): "unknown " + CatalogueCaseNames.name(reason)
    }
  }
}
