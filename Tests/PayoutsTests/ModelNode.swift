import Payouts
import Quantities
import TestSupport

/// A node: behind, without an index, of another chain, lying or of two minds.
struct ModelNode {
  enum Manner { case honest, hides, invents, wavers, foreign, forgetsEvents }

  let name: Label
  var manner: Manner
  let hasIndex: Bool
  var lag: Int64 = 0

  func height(_ chain: ModelChain) -> Int64 { max(100, chain.height - lag) }

  func report(_ fact: NodeReport.Fact) -> NodeReport {
    NodeReport(
      node: name, chain: Samples.label(manner == .foreign ? "other-1" : "akashnet-2"), fact)
  }

  func block(
    _ height: Int64, _ chain: ModelChain, invented: IncludedTransaction?,
    _ random: inout SplitMix64
  ) -> NodeReport {
    var transactions = chain.blocks[height] ?? []
    switch manner {
    case .honest, .foreign: break
    case .forgetsEvents: transactions = transactions.map(Self.withoutEvents)
    case .hides: transactions = []
    case .wavers: if random.oneIn(2) { transactions = [] }
    case .invents:
      if var lie = invented {
        lie.height = height
        transactions = [lie]
      }
    }
    return report(.block(height: height, transactions))
  }

  /// As a gateway shows a transaction that leaves out what it did.
  private static func withoutEvents(_ transaction: IncludedTransaction) -> IncludedTransaction {
    var transaction = transaction
    transaction.usedSequence = false
    return transaction
  }

  func found(_ transaction: IncludedTransaction) -> NodeReport {
    report(.found(manner == .forgetsEvents ? Self.withoutEvents(transaction) : transaction))
  }

  func sequence(_ chain: ModelChain) -> NodeReport {
    // Whoever is behind names what was next then.
    report(.sequence(chain.sequence(after: height(chain)), height: height(chain)))
  }
}
