import Quantities

/// The wallet's transfers against the journal's entries: each matches exactly one.
///
///     opening + in − out − fees = closing
public struct Reconciliation: Hashable, Sendable {
  /// A transfer and the entry that explains it.
  public struct Match: Hashable, Sendable {
    /// On the chain.
    public let transfer: WalletTransfer
    /// In the journal.
    public let expected: ExpectedTransfer
  }

  /// What fits, in the order of the transfers.
  public let matches: [Match]
  /// What does not.
  public let findings: [ReconciliationFinding]
  /// What came in.
  public let inUakt: Int128
  /// What went out.
  public let outUakt: Int128
  /// What it cost.
  public let feesUakt: Int128

  /// Whether everything fits, to the last uakt.
  public var isClean: Bool { findings.isEmpty }

  /// Matches transfers, in any order, with what entries say.
  public init(
    transfers: [WalletTransfer], expected: [ExpectedTransfer], openingUakt: Int64,
    closingUakt: Int64
  ) {
    var matcher = TransferMatcher(transfers: transfers, expected: expected)
    let exact = matcher.take(by: [.transaction, .counterparty, .amount])
    let amounts = matcher.take(by: [.transaction, .counterparty])
    let others = matcher.take(by: [.counterparty, .amount])
    var findings = amounts.map { ReconciliationFinding.wrongAmount($0.0, expected: $0.1) }
    findings += others.map { .otherTransaction($0.0, expected: $0.1) }
    for (transfer, entry) in exact + amounts + others {
      if let memo = entry.memo, !memo.utf8.elementsEqual(transfer.memo.utf8) {
        findings.append(.wrongMemo(transfer, expected: entry))
      }
    }
    findings += matcher.transfers.map(Self.unexplained)
    findings += matcher.expected.map { .missingOnChain($0) }
    func sum(_ direction: WalletTransfer.Direction) -> Int128 {
      transfers.reduce(0) { $1.direction == direction ? $0 + Int128($1.uakt) : $0 }
    }
    (inUakt, outUakt, feesUakt) = (sum(.incoming), sum(.outgoing), sum(.fee))
    let computed = Int128(openingUakt) + inUakt - outUakt - feesUakt
    if computed != Int128(closingUakt) {
      findings.append(.balanceDiffers(computed: computed, found: Int128(closingUakt)))
    }
    matches = exact.map { Match(transfer: $0.0, expected: $0.1) }
    self.findings = findings
  }

  private static func unexplained(_ transfer: WalletTransfer) -> ReconciliationFinding {
    switch transfer.direction {
    case .incoming: .unexplainedIncome(transfer)
    case .outgoing: .outsidePayment(transfer)
    case .fee: .unexplainedFee(transfer)
    }
  }
}
