import CosmosClient
import CosmosTx
import Payouts
import Quantities

extension PayoutExecutor {
  /// What every node says now of its height, the wallet's sequence, and the payment under way.
  ///
  /// All are asked at once: one that is slow holds up nobody but the end of the round.
  func reports() async -> [NodeReport] {
    let stored = storedTransactions()
    let answers = await withTaskGroup(of: (Int, [NodeReport]).self) {
      group -> [(Int, [NodeReport])] in
      for (index, node) in ports.nodes.enumerated() {
        group.addTask { (index, await self.ask(node, stored)) }
      }
      var answers: [(Int, [NodeReport])] = []
      for await answer in group { answers.append(answer) }
      return answers
    }
    // The order of the answers decides nothing: the nodes' own order is kept.
    return answers.sorted { $0.0 < $1.0 }.flatMap(\.1)
  }

  /// The stored transactions of the undecided payment, with what their bytes say.
  private func storedTransactions() -> [(transaction: Digest, prepared: PreparedPayout)] {
    guard let attempt = book.undecided else { return [] }
    let signBytes = attempt.prepared.signBytes
    return attempt.transactions.filter {
      (try? ports.store.bytes(of: $0, signBytes: signBytes)) != nil
    }.map { ($0, attempt.prepared) }
  }

  private nonisolated func ask(
    _ node: PaymentNode, _ stored: [(transaction: Digest, prepared: PreparedPayout)]
  ) async -> [NodeReport] {
    // What a node is may have changed since it was asked last: another chain, or far behind.
    node.rest.recheck()
    node.rpc?.recheck()
    guard let own = try? Label(wallet.chainID.text) else { return [] }
    var reports: [NodeReport] = []
    do {
      let head = try await node.rest.latestBlock()
      reports.append(NodeReport(node: node.label, chain: own, .height(head.height)))
      if let account = try await node.rest.account(wallet.address.address, height: head.height) {
        reports.append(
          NodeReport(
            node: node.label, chain: own, .sequence(account.sequence, height: head.height)))
      }
    } catch .otherChain(_, _, let found) {
      // The machine refuses whatever such a node says, by this name.
      let chain = (try? Label(found)) ?? Label(unknownChain: ())
      return [NodeReport(node: node.label, chain: chain, .height(0))]
    } catch {
      ports.note(.nodeFailed(node.label, error))
      return []
    }
    for (transaction, prepared) in stored {
      do {
        guard let found = try await node.rest.transaction(transaction) else {
          reports.append(NodeReport(node: node.label, chain: own, .notFound(transaction)))
          continue
        }
        reports.append(NodeReport(node: node.label, chain: own, try fact(found, prepared)))
      } catch let failure as ChainFailure {
        ports.note(.nodeFailed(node.label, failure))
      } catch let failure as PayingFailure {
        ports.note(.blockUnread(node.label, failure))
      } catch {
        preconditionFailure("Nothing else is thrown here.")
      }
    }
    return reports
  }

  private nonisolated func fact(
    _ found: FoundTransaction, _ prepared: PreparedPayout
  ) throws(PayingFailure) -> NodeReport.Fact {
    let used = found.result.usedSequence(of: wallet.address.address)
    try WalletBlockReader.check(
      found.result, used: used, of: prepared.sequence, height: found.height)
    return .found(
      IncludedTransaction(
        signBytes: prepared.signBytes, transaction: found.hash, sequence: prepared.sequence,
        code: found.result.code, usedSequence: used != nil, height: found.height))
  }
}

extension Label {
  /// Stands for a chain whose id is no label.
  fileprivate init(unknownChain: Void) {
    do {
      self = try Label("unknown-chain")
    } catch {
      preconditionFailure("It is a label.")
    }
  }
}
