public import Policy
public import Quantities

/// Why an epoch cannot be closed from an input, one case per rule; nothing is computed in part.
public enum CloseRejection: Error, Hashable, Sendable {
  /// No engine of this release knows that version of the arithmetic.
  case unknownRules(Int)
  /// The policy has no pool of that name.
  case unknownPool(Label)
  /// The policy's claim order lacks the pool.
  case poolNotInOrder(Label)
  /// The pool has no epoch of that number.
  case epochOutOfRange(epoch: Int, count: Int)
  /// Versions count from 1.
  case versionOutOfRange(Int)
  /// A number of the policy lies outside what the arithmetic is made for.
  case policyOutOfBounds(PolicyNumber)
  /// The epoch's ends are not multiples of the slot.
  case boundaryOffSlot(TimeSpan)
  /// The tally is of another span or slot.
  case tallyOfOtherSpan(TimeSpan)
  /// The tally lacks a count that the pool's rules read.
  case countMissing(ProofLevel, homogeneous: Bool)
  /// A fact names a provider beyond the roster or the tally.
  case providerNotOnRoster(ProviderIndex)
  /// A claim names a class beyond the catalogue.
  case classNotInCatalogue(claim: Label)
  /// A claim's units lie outside 1…100,000.
  case unitsOutOfBounds(claim: Label)
  /// A rate, cap, window or count lies outside its bounds.
  case factOutOfBounds(FactNumber)
  /// A claim is not of its pool's kind.
  case claimOfOtherKind(claim: Label)
  /// Two claims have the same id.
  case claimTwice(Label)
  /// Two claims or campaigns have the same fact line.
  case lineTwice(Int)
  /// A participation or a previous statement names a campaign that nobody opened.
  case campaignUnknown(Label)
  /// Two participations of one wallet in one role and pool share a second.
  case participationsOverlap(claim: Label)
  /// Another pool pays for leases in the same seconds.
  case leasesPaidTwice(pool: Label)
  /// A carried amount names a claim that nobody made.
  case claimUnknown(Label)
  /// The statement of an earlier epoch that is needed is not there.
  case previousMissing(epoch: Int)
  /// A statement that came as an earlier one is of another pool, epoch or version, or not needed.
  case previousOfOther(epoch: Int)
  /// An earlier line's amounts do not add up.
  case previousUnbalanced(Address)
  /// The statement before carries out what this pool cannot take in.
  case previousCarries(micros: Int64)
  /// A correction is of this epoch or a later one, of none, or of one that another corrects too.
  case correctionOutOfPlace(epoch: Int)
  /// Corrections take more than the pool's last epoch has.
  case correctionsExceedPot(micros: Int64)
  /// The policy converts at a funding price and names none.
  case fundingPriceMissing
  /// A date lies beyond the years known.
  case dateOutOfBounds
  /// A sum or product leaves the bounds of its kind (law 11).
  case overflow(Quantity)

  /// Which number of a policy.
  public enum PolicyNumber: String, Hashable, Sendable, CaseIterable {
    /// The slot's length.
    case slot
    /// The grace after an epoch.
    case grace
    /// The maintenance allowance or notice.
    case maintenance
    /// The number of epochs of the uptime window.
    case uptimeWindow = "uptime window"
    /// A factor of the uptime curve above one.
    case uptimeFactor = "uptime factor"
    /// An amount below zero.
    case amount
    /// A kind of pool that these rules do not know, or an activity pool without its rule.
    case kind = "pool's kind"
    /// An epoch pool pays for leases beside a floor, by quarters, or to deployers.
    case activity = "pool's leased part"
  }

  /// Which number of a fact.
  public enum FactNumber: String, Hashable, Sendable, CaseIterable {
    /// A contract's or campaign's rate.
    case rate
    /// A campaign's cap.
    case campaignCap = "campaign cap"
    /// A schedule's opening or closing second.
    case scheduleWindow = "schedule window"
    /// Units of a baseline.
    case baselineUnits = "baseline units"
  }

  /// Which kind of number overflowed.
  public enum Quantity: String, Hashable, Sendable, CaseIterable {
    /// A weight at or beyond 2^115.
    case weight
    /// Seconds at a rate.
    case obligation
    /// An amount beyond 10^18.
    case amount
    /// Converted tokens beyond 10^18.
    case conversion
  }
}
