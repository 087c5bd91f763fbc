public import Encoding
public import Evidence
public import Keys
public import Policy
public import Quantities
public import Rewards

/// Why an entry was refused: one case per rule, with the figures that a message needs.
public enum Rejection: Error, Hashable, Sendable {
  case payloadSize(bytes: Int, limit: Int)
  case payloadJSON(JSONError)
  case payloadField(JSONFieldError)
  case payloadVersion(Int64)
  case kindUnknown(KindName)
  case bodyField(KindName, JSONFieldError)
  /// The bytes differ at this offset from the payload's one spelling.
  case payloadSpelling(offset: Int)

  case createdMissing(KindName)
  case programOther(expected: Digest?, found: Digest?)
  case timeBack(previous: Timestamp, found: Timestamp)
  case basisBeyond(basis: Int, lines: Int)
  case demonstrationDiffers(expected: Bool)
  case duplicate(Digest, line: Int)
  case addressInvalid(Address, AddressFault)
  case role(author: Author, needed: NeededRole)
  case signerUnexpected(PublicKeyText)
  case keyRevoked(PublicKeyText, line: Int)
  case signatureMissing(found: Int, needed: Int)
  case keyInvalid(PublicKeyText, PublicKeyError)
  case programClosed(line: Int)
  case admissionsHalted(line: Int)
  /// It names as an input of statements a blob that was withdrawn before (law 12).
  case inputWithdrawn(Digest, line: Int)

  case createdAgain
  case policyOther(named: Digest, atHand: Digest)
  case catalogueOther(named: Digest, atHand: Digest)
  case rulesUnknown(policy: Digest, catalogue: Digest)
  case policyDiffers(field: String, entry: Label, policy: Label)
  case rulesUnchanged(Digest)
  case amendmentBreaks(KeptRule)
  case adoptedAlready(line: Int)
  case haltedAlready(HaltedPart, line: Int)
  case notHalted(HaltedPart)
  case disputeOpen(Label)
  case acceptanceTaken(Label, line: Int)
  case committeeThreshold(threshold: Int, members: Int)
  case committeeMemberTwice(PublicKeyText)
  case committeeUnchanged
  /// `left`: how many members could still sign.
  case committeeLocked(left: Int, threshold: Int)
  case administratorUnchanged(Address)
  case operatorUnchanged(PublicKeyText)
  case witnessThreshold(threshold: Int, witnesses: Int)
  case witnessTwice(PublicKeyText)
  case witnessesUnchanged
  case keyTaken(PublicKeyText)

  case poolUnknown(Label)
  case poolKind(Label, found: PoolPolicy.Kind, expected: [PoolPolicy.Kind])
  case enrolmentUnknown(Label)
  case contractUnknown(Label)
  case campaignUnknown(Label)
  case participationUnknown(Label)
  case epochUnknown(pool: Label, epoch: Int, count: Int)
  case evidenceUnknown(Digest)
  case probeUnknown(Digest)
  case disputeUnknown(Label)
  case freezeUnknown(Digest)
  case versionOther(found: Int, expected: Int)
  case epochUnstated(pool: Label, epoch: Int, version: Int)
  case statementUnknown(Digest)
  /// The provider has no claim in the pool that began before the epoch's end.
  case claimUnknown(Address, pool: Label)
  case idTaken(Label, line: Int)
  case idTooLong(Label, amendment: Int)
  case payeeUnchanged(Address)
  case beneficiaryUnchanged(Beneficiary)
  case relationSelf(Address)
  case relationUnchanged(Address, Address)
  /// The administrator decided of the two; whoever is concerned cannot take it back.
  case relationDecided(Address, Address)

  case campaignClosed(Label, at: Timestamp)
  case lineUnknown(Label, pool: Label, lines: [Label])
  case classOutsideLine(GPUClass, line: Label, pattern: ClassPattern)
  case classOutsideCampaign(GPUClass, campaign: Label, pattern: ClassPattern)
  case rateAboveLine(rate: Money, line: Label, limit: Money)

  case unitsOutOfRange(units: Int, least: Int, most: Int)
  case unitsUnchanged(Int)
  case startsBeforeAdmission(from: Timestamp, admittedAt: Timestamp)
  case operatorPresent(absentFrom: Timestamp?)
  case noticeTooShort(from: Timestamp, admittedAt: Timestamp, seconds: Int64)
  case takesEffectBeforeAdmission(at: Timestamp, admittedAt: Timestamp)
  case spanEmpty(from: Timestamp, until: Timestamp)
  case outsideSpan(from: Timestamp, until: Timestamp, span: TimeSpan)
  case outsideCampaign(from: Timestamp, until: Timestamp, campaign: TimeSpan)
  /// Another one of the same wallet, role and pool shares a second with it.
  case participationOverlaps(Label, line: Int)
  /// `next`: the first beginning of an epoch after it; nil where there is none.
  case amendmentInsideEpoch(at: Timestamp, pool: Label, next: Timestamp?)
  /// `next`: the first boundary after it; nil where there is none.
  case scheduleInsideEpoch(at: Timestamp, pool: Label, next: Timestamp?)
  case rulesInsideEpoch(pool: Label, epoch: Int, next: Timestamp)
  case enrolmentNotInForce(Label, at: Timestamp)
  case afterEnd(at: Timestamp, end: Timestamp)
  case maintenanceTooLong(seconds: Int64, limit: Int64)
  case secondOfDay(Int64)
  case observerAppointed(from: Timestamp, until: Timestamp?)
  case observerNotAppointed(at: Timestamp)
  case freezeTooEarly(end: Timestamp, graceSeconds: Int64)
  case disputeTooLate(holdUntil: Timestamp)
  case lineBeyond(line: Int, limit: Int)

  case classUnknown(GPUClass)
  case notEligible(GPUClass, pool: Label, reasons: [EligibilityReason])
  /// `others`: the pools whose own minimum the offered term reaches (O-21).
  case termTooShort(offered: TimeSpan, minimum: CalendarDuration, pool: Label, others: [Label])
  /// `declared`: nil where none was declared (O-22).
  case tierTooLow(declared: Int?, minimum: Int, pool: Label)
  case tierEvidenceMissing(tier: Int, pool: Label)
  /// One claim of a provider and class ends inside the epoch in which another begins.
  case exchangeWithinEpoch(ends: Timestamp, begins: Timestamp, epoch: TimeSpan)

  case lineUnitsExceeded(line: Label, limit: Int, signed: Int, asked: Int)
  case poolExceeded(pool: Label, figures: CommitmentFigures)
  case lineExceeded(line: Label, figures: CommitmentFigures)
  case campaignCapsExceeded(pool: Label, figures: CommitmentFigures)

  case baselineTaken(Address, GPUClass, line: Int)
  case baselineAfterEnrolment(Address, GPUClass, line: Int)
  case exceptionRule(Label)
  case exceptionUnbounded
  case priceInFuture(at: Timestamp, admittedAt: Timestamp)
  case priceOutOfRange(UInt128)
  case evidenceTaken(Digest, line: Int)
  case evidenceInFuture(end: Timestamp, admittedAt: Timestamp)
  case evidenceTooLong(bytes: Int64, limit: Int64)
  case evidenceDelivered(Digest, line: Int)
  case probeTaken(Digest, line: Int)
  case probeOverlap(line: Int)
  case probeSeed(Digest)
  case probeTooEarly(until: Timestamp)
  case probeRevealed(line: Int)
  case blobComputedInput(Digest, ComputedInput)
  case reviewTaken(pool: Label, epoch: Int, line: Int)
  case correctionSame(Digest)
  case correctionTaken(line: Int)
  case correctionNotStanding(Digest)
  case freezeLines(found: Int, least: Int)
  case freezeEvidence(found: Int, expected: Int)
  case statementTaken(line: Int)
  case statementUnbalanced(StatementEquation)
  case statementBeyondPool(accrued: Int64, limit: Int64, pool: Label)
  case disputeAmount(micros: Int64, most: Int64)
  case disputeResolved(Label, line: Int)
  /// What the treasury's own rules refuse.
  case treasury(TreasuryRefusal)
}

/// Why an address was refused.
public enum AddressFault: Hashable, Sendable {
  /// It is no well-formed bech32 account.
  case malformed(Bech32Error)
  /// It belongs to another network than the administrator's address.
  case otherPrefix(found: String, expected: String)
}

/// The role that an entry's author lacked.
public enum NeededRole: Hashable, Sendable {
  case committee
  case administrator
  case provider(Address)
  case observer
  case holder
  case committeeOrKey(PublicKeyText)
  /// The key that published it, or one that took its place.
  case keeper(ObserverKey)
  /// A provider, whom it has paid, or the administrator.
  case party(Address)
  case participant
}

/// What a new commitment would do to what is left (O-09).
public struct CommitmentFigures: Hashable, Sendable {
  /// What money it is.
  public let currency: Currency
  /// What may be committed, in micro-units.
  public let limit: UInt128
  /// What is committed already, in micro-units.
  public let committed: UInt128
  /// What was asked, in micro-units.
  public let asked: UInt128

  /// What is left before it.
  public var left: UInt128 { committed >= limit ? 0 : limit - committed }

  /// By how much it goes beyond what is left.
  public var excess: UInt128 { asked > left ? asked - left : 0 }

  /// Whether it fits.
  public var fits: Bool { asked <= left }
}

/// Why a blob is a computed input, which cannot be withdrawn (DESIGN law 12).
public enum ComputedInput: String, Hashable, Sendable {
  case policy, catalogue, evidence, freeze, statement, table, plan
}
