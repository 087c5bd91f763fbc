import Foundation
import Policy
import PolicyYAML
import Quantities
import Testing

/// Reads files of the repository, found from this source file.
enum RepositoryFile {
  static func bytes(_ path: String) throws -> [UInt8] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return Array(try Data(contentsOf: root.appending(path: path)))
  }
}

@Suite struct PilotPolicyTests {
  @Test func theShippedPilotIsRead() throws {
    let document = try read(RepositoryFile.bytes("policies/akash-pilot-1.yaml"))
    #expect(document.policy.pools.map(\.name.text) == ["committed", "liquidity", "research"])
    #expect(document.policy.window.seconds == 120 * 86_400)
    let json = PolicyJSON.encode(document.policy)
    #expect(try PolicyJSON.decode(json) == document.policy)
  }

  private func read(_ bytes: [UInt8]) throws -> PolicyDocument {
    do {
      return try PolicyDocument.read(bytes)
    } catch {
      for problem in error.problems { Issue.record("\(problem)") }
      throw error
    }
  }
}
