public import Payouts
public import Quantities
import CosmosClient
import Encoding
import Keys

/// A wallet's movements over heights, and what it held before and after, from the chain alone.
public struct WalletHistory: Hashable, Sendable {
  /// How the blocks are found that concern the wallet.
  public enum Method: String, Hashable, Sendable, CaseIterable {
    /// By reading every block: needs no index, and nothing can be hidden by one.
    case scan
    /// By the node's index of transactions and of blocks; the balances show what it hides.
    case search
  }

  /// The heights, all of them.
  public let heights: ClosedRange<Int64>
  /// What the wallet held after the block before the first.
  public let openingUakt: Int64
  /// What it held after the last.
  public let closingUakt: Int64
  /// What moved, in the chain's order. A movement that no transaction made, such as a payment from
  /// the community's pool, bears the digest zero.
  public let transfers: [WalletTransfer]

  /// Whether opening + in − out − fees = closing.
  public var isWhole: Bool {
    let sum = transfers.reduce(Int128(openingUakt)) { sum, transfer in
      transfer.direction == .incoming ? sum + Int128(transfer.uakt) : sum - Int128(transfer.uakt)
    }
    return sum == Int128(closingUakt)
  }

  /// Reads a wallet's history from one node.
  public init(
    of wallet: Address, heights: ClosedRange<Int64>, by method: Method, from node: PaymentNode
  ) async throws(PayingFailure) {
    self.heights = heights
    openingUakt = try await Self.balance(of: wallet, at: heights.lowerBound - 1, node)
    closingUakt = try await Self.balance(of: wallet, at: heights.upperBound, node)
    var transfers: [WalletTransfer] = []
    switch method {
    case .scan:
      for height in heights { transfers += try await Self.transfers(of: wallet, height, node) }
    case .search:
      for height in try await Self.heights(of: wallet, heights, node) {
        transfers += try await Self.transfers(of: wallet, height, node)
      }
    }
    self.transfers = transfers
  }

  /// Reads it from every node, and returns what at least so many tell alike.
  ///
  /// Throws `nodesDisagree` where fewer do.
  public static func agreed(
    of wallet: Address, heights: ClosedRange<Int64>, by method: Method, from nodes: [PaymentNode],
    needed: Int = 2
  ) async throws(PayingFailure) -> WalletHistory {
    var found: [WalletHistory] = []
    var answers: [String] = []
    for node in nodes {
      do {
        let history = try await WalletHistory(
          of: wallet, heights: heights, by: method, from: node)
        found.append(history)
        if found.count(where: { $0 == history }) >= needed { return history }
        answers.append(
          "\(node.label): \(history.transfers.count) transfers, \(history.openingUakt) to "
            + "\(history.closingUakt) uakt")
      } catch {
        answers.append("\(error)")
      }
    }
    throw .nodesDisagree(
      "the wallet's history of heights \(heights.lowerBound) to \(heights.upperBound)", answers)
  }

  /// What a wallet holds after a block.
  static func balance(
    of wallet: Address, at height: Int64, _ node: PaymentNode
  ) async throws(PayingFailure) -> Int64 {
    let balances: [Coin]
    do {
      balances = try await node.rest.balances(of: wallet, height: height)
    } catch {
      throw .node(node.label, error)
    }
    let found = balances.first { $0.denomination.utf8.elementsEqual("uakt".utf8) }
    guard let amount = Int64(exactly: found?.amount ?? 0) else { throw .amount(height: height) }
    return amount
  }

  /// Where the node's indexes have something of the wallet.
  private static func heights(
    of wallet: Address, _ range: ClosedRange<Int64>, _ node: PaymentNode
  ) async throws(PayingFailure) -> [Int64] {
    guard let rpc = node.rpc else { throw .noBlockResults(node.label) }
    var found: Set<Int64> = []
    for key in ["coin_received.receiver", "coin_spent.spender"] {
      func query(_ height: String) -> String {
        "\(key)='\(wallet)' AND \(height)>=\(range.lowerBound)"
          + " AND \(height)<=\(range.upperBound)"
      }
      do {
        found.formUnion(
          try await node.rest.transactions(where: query("tx.height")).map(\.height))
        found.formUnion(try await rpc.blocks(where: query("block.height")))
      } catch {
        throw .node(node.label, error)
      }
    }
    return found.filter(range.contains).sorted()
  }

  /// The wallet's movements in one block.
  private static func transfers(
    of wallet: Address, _ height: Int64, _ node: PaymentNode
  ) async throws(PayingFailure) -> [WalletTransfer] {
    guard let rpc = node.rpc else { throw .noBlockResults(node.label) }
    let (contents, results): (BlockContents, BlockResults)
    do {
      results = try await rpc.blockResults(height: height)
      contents =
        results.transactions.isEmpty
        ? BlockContents(
          header: Block(chainID: "", height: height, time: .earliest), transactions: [])
        : try await node.rest.blockContents(height: height)
    } catch {
      throw .node(node.label, error)
    }
    guard contents.transactions.count == results.transactions.count else {
      throw .resultsDiffer(height: height)
    }
    var transfers: [WalletTransfer] = []
    for (bytes, result) in zip(contents.transactions, results.transactions) {
      let moved = try CoinFlow.movements(
        of: wallet, in: result.events, ofTransaction: true, height: height)
      guard !moved.isEmpty else { continue }
      let memo = LooseTransaction(bytes)?.memo ?? []
      let hash = Sha256.digest(of: bytes)
      transfers += moved.map {
        transfer($0, hash, height, String(decoding: memo, as: UTF8.self))
      }
    }
    let moved = try CoinFlow.movements(
      of: wallet, in: results.events, ofTransaction: false, height: height)
    return transfers + moved.map { transfer($0, .zero, height, "") }
  }

  private static func transfer(
    _ movement: CoinFlow.Movement, _ transaction: Digest, _ height: Int64, _ memo: String
  ) -> WalletTransfer {
    WalletTransfer(
      transaction: transaction, height: height, direction: movement.direction,
      counterparty: movement.counterparty, uakt: movement.uakt, memo: memo)
  }
}
