/// Who may write a kind of entry, as `entries.md` marks it.
public enum EntryWriter: String, Hashable, Sendable, CaseIterable {
  case committee = "c"
  case administrator = "a"
  case provider = "p"
  case observer = "o"
  case holder = "k"
  case committeeOrKey = "c or the key"
  case keeper = "o*"
  case party = "d"
  case participant = "n"

  /// In words.
  public var words: String {
    switch self {
    case .committee: "the committee"
    case .administrator: "the administrator or the committee"
    case .provider: "the provider that it names"
    case .observer: "an observer, for itself"
    case .holder: "the key itself: a committee member's or an observer's"
    case .committeeOrKey: "the committee, or the key itself"
    case .keeper: "the observer that published it, or the key that took its place"
    case .party: "the provider, its payee, the administrator or the committee"
    case .participant: "whoever takes part"
    }
  }
}

extension EntryKind {
  /// Who may write it.
  public var writer: EntryWriter {
    switch self {
    case .programCreated, .programAdopted, .programAmended, .programHalted, .programResumed,
      .programClosed, .acceptanceRecorded, .committeeChanged, .administratorAppointed,
      .operatorSucceeded, .witnessesChanged, .observerAppointed, .observerRetired,
      .exceptionAllowed, .blobWithdrawn,
      .disputeResolved, .walletOpened:
      .committee
    case .keyRotated: .holder
    case .keyRevoked: .committeeOrKey
    case .beneficiarySet, .contractSigned, .contractEnded, .campaignOpened, .campaignClosed,
      .baselineTaken, .reviewDecided, .epochFrozen, .statementPublished, .correctionPosted,
      .relationDecided, .fundingRequested, .fundingReceived, .payoutPrepared, .payoutSigned,
      .payoutConfirmed, .payoutFailed, .payoutExpired, .saleMade, .revenueAgreed, .revenueEarned,
      .revenueReceived, .transferExplained:
      .administrator
    case .providerEnrolled, .providerAmended, .providerWithdrawn, .payeeSet, .campaignJoined,
      .scheduleDeclared, .maintenanceAnnounced, .activityJoined, .activityLeft,
      .relationDeclared:
      .provider
    case .priceObserved, .evidencePublished, .probeCommitted: .observer
    case .evidenceDelivered, .probeRevealed: .keeper
    case .disputeOpened: .party
    case .noteAdded: .participant
    }
  }
}
