public import BlobFiles
public import CosmosClient
public import Payouts
public import Quantities

/// Why paying, or reading the wallet's history, cannot go on; one case per rule.
public enum PayingFailure: Error, Hashable, Sendable {
  /// The disk refused.
  case disk(FileFailure)
  /// Bytes that were kept are no longer those that were kept.
  case storedBytesDiffer(Digest)
  /// The journal cannot be read or asked; in words.
  case journal(String)
  /// The journal holds records that cannot stand in this order.
  case records(PayoutRefusal)
  /// A node gave no usable answer.
  case node(Label, ChainFailure)
  /// Fewer nodes agree than are needed; what each said.
  case nodesDisagree(String, [String])
  /// A block has a transaction of the wallet that cannot be judged.
  case unreadableTransaction(Digest, height: Int64)
  /// A block's results are not those of its transactions.
  case resultsDiffer(height: Int64)
  /// An amount of the wallet is beyond what can be counted.
  case amount(height: Int64)
  /// The node does not offer the results of blocks.
  case noBlockResults(Label)

  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .disk: "paying-disk"
    case .storedBytesDiffer: "paying-stored-bytes"
    case .journal: "paying-journal"
    case .records: "paying-records"
    case .node(_, let failure): failure.code
    case .nodesDisagree: "paying-nodes"
    case .unreadableTransaction: "paying-unreadable"
    case .resultsDiffer: "paying-results"
    case .amount: "paying-amount"
    case .noBlockResults: "paying-no-results"
    }
  }
}

extension PayingFailure: CustomStringConvertible {
  /// What happened, in a sentence without its full stop.
  public var description: String {
    switch self {
    case .disk(let failure): "cannot \(failure.action) \(failure.path): \(failure.reason)"
    case .storedBytesDiffer(let transaction):
      "the stored bytes of the transaction \(transaction) are no longer its own"
    case .journal(let words): "the journal: \(words)"
    case .records(let refusal): "the journal's payout records contradict each other: \(refusal)"
    case .node(let label, let failure): "node \(label): \(failure)"
    case .nodesDisagree(let what, let answers):
      "the nodes do not agree on \(what): \(answers.joined(separator: "; "))"
    case .unreadableTransaction(let transaction, let height):
      "the transaction \(transaction) at height \(height) is the wallet's and cannot be judged: "
        + "its bytes are written as no known tool writes them"
    case .resultsDiffer(let height):
      "the results of height \(height) are not those of its transactions"
    case .amount(let height): "an amount at height \(height) is beyond what is counted"
    case .noBlockResults(let label): "node \(label) has no RPC interface, which is needed here"
    }
  }
}
