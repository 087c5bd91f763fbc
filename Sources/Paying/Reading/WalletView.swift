import CosmosClient
public import CosmosTx
import Quantities

/// A wallet at one height, as enough nodes tell it alike: what a payment is prepared from.
public struct WalletView: Hashable, Sendable {
  /// The height, which so many nodes have committed.
  public let height: Int64
  /// The account's number.
  public let accountNumber: UInt64
  /// The sequence that it uses next.
  public let sequence: UInt64
  /// What it holds.
  public let uakt: Int64

  /// Asks every node, about the highest block that so many of them have.
  ///
  /// Throws `nodesDisagree` where fewer than `needed` tell the same.
  public static func agreed(
    of wallet: AccountAddress, from nodes: [PaymentNode], needed: Int = 2
  ) async throws(PayingFailure) -> WalletView {
    var heads: [(node: PaymentNode, height: Int64)] = []
    var answers: [String] = []
    for node in nodes {
      node.rest.recheck()
      do {
        heads.append((node, try await node.rest.latestBlock().height))
      } catch {
        answers.append("\(PayingFailure.node(node.label, error))")
      }
    }
    let heights = heads.map(\.height).sorted(by: >)
    guard needed >= 1, heights.count >= needed else {
      throw .nodesDisagree("the newest height", answers)
    }
    let height = heights[needed - 1]
    var views: [WalletView] = []
    for head in heads where head.height >= height {
      do {
        let view = try await WalletView(of: wallet, at: height, head.node)
        views.append(view)
        if views.count(where: { $0 == view }) >= needed { return view }
        answers.append(
          "\(head.node.label): account \(view.accountNumber), sequence \(view.sequence), "
            + "\(view.uakt) uakt")
      } catch {
        answers.append("\(error)")
      }
    }
    throw .nodesDisagree("the wallet at height \(height)", answers)
  }

  private init(
    of wallet: AccountAddress, at height: Int64, _ node: PaymentNode
  ) async throws(PayingFailure) {
    let found: Account?
    do {
      found = try await node.rest.account(wallet.address, height: height)
    } catch {
      throw .node(node.label, error)
    }
    guard let account = found else {
      throw .node(
        node.label, .notFound(node: "\(node.label)", message: "account \(wallet)"))
    }
    self.height = height
    accountNumber = account.number
    sequence = account.sequence
    uakt = try await WalletHistory.balance(of: wallet.address, at: height, node)
  }
}
