import Foundation
import Policy
import PolicyYAML
import Testing

/// The pilot's own policy and the catalogue, from the repository.
struct PilotDocuments {
  let rules: ProgramPolicy
  let catalogue: [UInt8]

  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    func bytes(_ path: String) throws -> [UInt8] {
      Array(try Data(contentsOf: root.appendingPathComponent(path)))
    }
    rules = try PolicyDocument.read(try bytes("policies/devnet-pilot.yaml")).policy
    catalogue = try bytes("policies/catalogue/gpus-1.json")
  }
}
