/// The kinds that this release knows, in the order of `docs/reference/entries.md`.
public enum EntryKind: String, Hashable, Sendable, CaseIterable {
  case programCreated = "program.created/1"
  case programAdopted = "program.adopted/1"
  case programAmended = "program.amended/1"
  case programHalted = "program.halted/1"
  case programResumed = "program.resumed/1"
  case programClosed = "program.closed/1"
  case acceptanceRecorded = "acceptance.recorded/1"
  case committeeChanged = "committee.changed/1"
  case administratorAppointed = "administrator.appointed/1"
  case operatorSucceeded = "operator.succeeded/1"
  case witnessesChanged = "witnesses.changed/1"
  case keyRotated = "key.rotated/1"
  case keyRevoked = "key.revoked/1"
  case observerAppointed = "observer.appointed/1"
  case observerRetired = "observer.retired/1"
  case providerEnrolled = "provider.enrolled/1"
  case providerAmended = "provider.amended/1"
  case providerWithdrawn = "provider.withdrawn/1"
  case payeeSet = "payee.set/1"
  case beneficiarySet = "beneficiary.set/1"
  case contractSigned = "contract.signed/1"
  case contractEnded = "contract.ended/1"
  case campaignOpened = "campaign.opened/1"
  case campaignJoined = "campaign.joined/1"
  case campaignClosed = "campaign.closed/1"
  case activityJoined = "activity.joined/1"
  case activityLeft = "activity.left/1"
  case relationDeclared = "relation.declared/1"
  case relationDecided = "relation.decided/1"
  case baselineTaken = "baseline.taken/1"
  case scheduleDeclared = "schedule.declared/1"
  case maintenanceAnnounced = "maintenance.announced/1"
  case exceptionAllowed = "exception.allowed/1"
  case priceObserved = "price.observed/1"
  case evidencePublished = "evidence.published/1"
  case evidenceDelivered = "evidence.delivered/1"
  case probeCommitted = "probe.committed/1"
  case probeRevealed = "probe.revealed/1"
  case blobWithdrawn = "blob.withdrawn/1"
  case reviewDecided = "review.decided/1"
  case epochFrozen = "epoch.frozen/1"
  case statementPublished = "statement.published/1"
  case correctionPosted = "correction.posted/1"
  case disputeOpened = "dispute.opened/1"
  case disputeResolved = "dispute.resolved/1"
  case walletOpened = "wallet.opened/1"
  case fundingRequested = "funding.requested/1"
  case fundingReceived = "funding.received/1"
  case payoutPrepared = "payout.prepared/1"
  case payoutSigned = "payout.signed/1"
  case payoutConfirmed = "payout.confirmed/1"
  case payoutFailed = "payout.failed/1"
  case payoutExpired = "payout.expired/1"
  case saleMade = "sale.made/1"
  case revenueAgreed = "revenue.agreed/1"
  case revenueEarned = "revenue.earned/1"
  case revenueReceived = "revenue.received/1"
  case transferExplained = "transfer.explained/1"
  case noteAdded = "note.added/1"

  /// The kind of that name; nil for one that this release does not know.
  public init?(_ name: KindName) {
    guard let kind = Self.byName[name.text] else { return nil }
    self = kind
  }

  private static let byName = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// The type of the kind's bodies.
  public var bodyType: any EntryBody.Type {
    switch self {
    case .programCreated: ProgramCreated.self
    case .programAdopted: ProgramAdopted.self
    case .programAmended: ProgramAmended.self
    case .programHalted: ProgramHalted.self
    case .programResumed: ProgramResumed.self
    case .programClosed: ProgramClosed.self
    case .acceptanceRecorded: AcceptanceRecorded.self
    case .committeeChanged: CommitteeChanged.self
    case .administratorAppointed: AdministratorAppointed.self
    case .operatorSucceeded: OperatorSucceeded.self
    case .witnessesChanged: WitnessesChanged.self
    case .keyRotated: KeyRotated.self
    case .keyRevoked: KeyRevoked.self
    case .observerAppointed: ObserverAppointed.self
    case .observerRetired: ObserverRetired.self
    case .providerEnrolled: ProviderEnrolled.self
    case .providerAmended: ProviderAmended.self
    case .providerWithdrawn: ProviderWithdrawn.self
    case .payeeSet: PayeeSet.self
    case .beneficiarySet: BeneficiarySet.self
    case .contractSigned: ContractSigned.self
    case .contractEnded: ContractEnded.self
    case .campaignOpened: CampaignOpened.self
    case .campaignJoined: CampaignJoined.self
    case .campaignClosed: CampaignClosed.self
    case .activityJoined: ActivityJoined.self
    case .activityLeft: ActivityLeft.self
    case .relationDeclared: RelationDeclared.self
    case .relationDecided: RelationDecided.self
    case .baselineTaken: BaselineTaken.self
    case .scheduleDeclared: ScheduleDeclared.self
    case .maintenanceAnnounced: MaintenanceAnnounced.self
    case .exceptionAllowed: ExceptionAllowed.self
    case .priceObserved: PriceObserved.self
    case .evidencePublished: EvidencePublished.self
    case .evidenceDelivered: EvidenceDelivered.self
    case .probeCommitted: ProbeCommitted.self
    case .probeRevealed: ProbeRevealed.self
    case .blobWithdrawn: BlobWithdrawn.self
    case .reviewDecided: ReviewDecided.self
    case .epochFrozen: EpochFrozen.self
    case .statementPublished: StatementPublished.self
    case .correctionPosted: CorrectionPosted.self
    case .disputeOpened: DisputeOpened.self
    case .disputeResolved: DisputeResolved.self
    case .walletOpened: WalletOpened.self
    case .fundingRequested: FundingRequested.self
    case .fundingReceived: FundingReceived.self
    case .payoutPrepared: PayoutPrepared.self
    case .payoutSigned: PayoutSigned.self
    case .payoutConfirmed: PayoutConfirmed.self
    case .payoutFailed: PayoutFailed.self
    case .payoutExpired: PayoutExpired.self
    case .saleMade: SaleMade.self
    case .revenueAgreed: RevenueAgreed.self
    case .revenueEarned: RevenueEarned.self
    case .revenueReceived: RevenueReceived.self
    case .transferExplained: TransferExplained.self
    case .noteAdded: NoteAdded.self
    }
  }
}
