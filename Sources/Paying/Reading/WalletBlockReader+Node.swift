import CosmosClient
import Keys
import Payouts
import Quantities

extension WalletBlockReader {
  /// All transactions of the wallet in a block, as a node shows it.
  func transactions(
    inBlock height: Int64, of node: PaymentNode
  ) async throws(PayingFailure) -> [IncludedTransaction] {
    let contents: BlockContents
    do {
      contents = try await node.rest.blockContents(height: height)
    } catch {
      throw .node(node.label, error)
    }
    guard contents.transactions.contains(where: concerns) else { return [] }
    let results = try await results(of: contents, node)
    var found: [IncludedTransaction] = []
    for (bytes, result) in zip(contents.transactions, results) where concerns(bytes) {
      guard let result else { throw .resultsDiffer(height: height) }
      if let one = try included(bytes, result, height: height) { found.append(one) }
    }
    return found
  }

  /// The results of a block's transactions, at least of those that name the wallet.
  private func results(
    of contents: BlockContents, _ node: PaymentNode
  ) async throws(PayingFailure) -> [TransactionResult?] {
    let height = contents.header.height
    do {
      if let rpc = node.rpc {
        let results = try await rpc.blockResults(height: height).transactions
        guard results.count == contents.transactions.count else {
          throw PayingFailure.resultsDiffer(height: height)
        }
        return results
      }
      var results: [TransactionResult?] = []
      for bytes in contents.transactions {
        guard concerns(bytes) else {
          results.append(nil)
          continue
        }
        let found = try await node.rest.transaction(Sha256.digest(of: bytes))
        results.append(found.flatMap { $0.height == height ? $0.result : nil })
      }
      return results
    } catch let failure as ChainFailure {
      throw .node(node.label, failure)
    } catch let failure as PayingFailure {
      throw failure
    } catch {
      preconditionFailure("Nothing else is thrown here.")
    }
  }
}
