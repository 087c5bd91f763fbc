import Foundation
import Policy
import PolicyYAML
import Simulation

/// The documents that simulations are given in tests: the repository's own.
enum SimulationFixture {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: root.appending(path: path)))
  }

  static func catalogue() throws -> (catalogue: GPUCatalogue, bytes: [UInt8]) {
    let bytes = try bytes("policies/catalogue/gpus-1.json")
    return (try GPUCatalogue.decode(bytes), bytes)
  }

  static func pilot() throws -> SimulatedProgram.Documents {
    let policy = try PolicyDocument.read(bytes("policies/akash-pilot-1.yaml")).policy
    let (catalogue, catalogueBytes) = try catalogue()
    return SimulatedProgram.Documents(
      policy: policy, policyBytes: PolicyJSON.encode(policy), catalogue: catalogue,
      catalogueBytes: catalogueBytes)
  }
}
