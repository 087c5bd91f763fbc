import Payouts

extension TreasuryRefusal {
  /// The rule broken.
  var rule: RejectionRule {
    switch self {
    case .criticalMissing: .criticalMissing
    case .treasuryMissing: .treasuryMissing
    case .walletMissing: .walletMissing
    case .walletTaken: .walletTaken
    case .walletKeys: .walletKeys
    case .fundingBuffer: .fundingBuffer
    case .fundingRequest: .fundingRequest
    case .requestUnknown: .requestUnknown
    case .amountEmpty: .amountEmpty
    case .transferKnown: .transferKnown
    case .transferCounterparty: .transferCounterparty
    case .fundingExceeded: .fundingExceeded
    case .payoutsHalted: .payoutsHalted
    case .payout(let refusal): refusal.rule
    case .payoutTotals: .payoutTotals
    case .payoutBeyondMatured: .payoutBeyondMatured
    case .payoutWorth: .payoutWorth
    case .walletShort: .walletShort
    case .returnOwed: .returnOwed
    case .sale(let refusal):
      switch refusal {
      case .amounts: .saleAmounts
      case .feeAboveProceeds: .saleFee
      case .reasonMissing: .saleReason
      case .price: .salePrice
      }
    case .salePaidOut: .salePaidOut
    case .revenueWithoutTerms: .revenueWithoutTerms
    case .revenueAmounts: .revenueAmounts
    case .revenueOverlap: .revenueOverlap
    }
  }
}

extension PayoutRefusal {
  /// The rule as the journal names it; what only a machine refuses is no proof either.
  fileprivate var rule: RejectionRule {
    switch self {
    case .undecided: .payoutUndecided
    case .batchPaid, .batchNumber: .payoutBatch
    case .batchAltered: .payoutAltered
    case .signBytesKnown, .transactionKnown: .payoutKnown
    case .sequenceStale: .payoutSequence
    case .timeoutBounds: .payoutTimeout
    case .nothingToPay: .payoutEmpty
    case .signBytesUnknown: .payoutUnknown
    case .decided: .payoutDecided
    case .nodes: .payoutNodes
    case .inclusionImpossible: .payoutHeight
    case .codeContradicts: .payoutCode
    case .scanIncomplete, .sequenceNotUsedByOther, .inclusionUnrecorded, .unexplained,
      .sequenceUnconfirmed, .baseAhead, .otherChain:
      .payoutProof
    }
  }
}
