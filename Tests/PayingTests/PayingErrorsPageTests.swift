import BlobFiles
import CosmosClient
import CosmosTx
import Foundation
import Payouts
import Paying
import Quantities
import Testing

/// Every ending of the room stands on the page of errors, and says what happened.
@Suite struct PayingErrorsPageTests {
  private let page: String

  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    page = try String(
      contentsOf: root.appendingPathComponent("docs/reference/errors.md"), encoding: .utf8)
  }

  @Test func allEndingsAreListed() throws {
    let node = try Label("a")
    let failures: [PayingFailure] = [
      .disk(FileFailure("sync", "/x", reason: "full")), .storedBytesDiffer(.zero),
      .journal("away"), .records(.nothingToPay), .node(node, .withoutIndex(node: "n")),
      .nodesDisagree("the height", ["a: 1", "b: 2"]), .unreadableTransaction(.zero, height: 1),
      .resultsDiffer(height: 1), .amount(height: 1), .noBlockResults(node),
    ]
    for failure in failures {
      #expect(page.contains("| `\(failure.code)` |"), "\(failure.code)")
      #expect(!"\(failure)".isEmpty && !"\(failure)".hasSuffix("."))
    }
    let refusals: [SubmissionRefusal] = [
      .signing(.unsigned), .anotherWallet, .payout(.nothingToPay),
    ]
    for refusal in refusals {
      #expect(page.contains("`\(refusal.code)`"), "\(refusal.code)")
      #expect(!"\(refusal)".isEmpty)
    }
  }
}
