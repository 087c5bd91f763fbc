import Policy
import Quantities

extension CloseRejection: CustomStringConvertible {
  /// What is wrong, with its figures, and what to do, in one sentence.
  public var description: String {
    switch self {
    case .unknownRules(let version):
      "rules \(version) are not known to this release; use one that has them"
    case .unknownPool(let pool): "the policy has no pool \(pool); name one of its pools"
    case .poolNotInOrder(let pool): "the policy's order lacks the pool \(pool); add it"
    case .epochOutOfRange(let epoch, let count):
      "epoch \(epoch) does not exist; the pool has epochs 1 to \(count)"
    case .versionOutOfRange(let version): "version \(version) does not exist; they count from 1"
    case .policyOutOfBounds(let number):
      "the policy's \(number.rawValue) is out of bounds; run policy check"
    case .boundaryOffSlot(let span):
      "the epoch \(span) does not begin and end on a slot; run policy check"
    case .tallyOfOtherSpan(let span): "the tally is not of the epoch \(span); freeze it again"
    case .countMissing(let level, let homogeneous):
      "the tally lacks the \(homogeneous ? "homogeneous " : "")\(level.name) count; tally again"
    case .providerNotOnRoster(let provider):
      "provider number \(provider.rawValue) is not on the roster; check the facts"
    case .classNotInCatalogue(let claim):
      "claim \(claim) names a class that the catalogue lacks; check the facts"
    case .unitsOutOfBounds(let claim):
      "claim \(claim) has units outside 1…\(Claim.limitUnits); check the facts"
    case .factOutOfBounds(let number): "a \(number.rawValue) is out of bounds; check the facts"
    case .claimOfOtherKind(let claim):
      "claim \(claim) is not of its pool's kind; check the facts"
    case .claimTwice(let claim): "two claims are called \(claim); check the facts"
    case .lineTwice(let line): "two claims or campaigns stand on line \(line); check the facts"
    case .campaignUnknown(let campaign): "nobody opened the campaign \(campaign); check the facts"
    case .participationsOverlap(let claim):
      "participation \(claim) shares a second with another of its wallet and role; check the facts"
    case .leasesPaidTwice(let pool):
      "the pool \(pool) pays for leases in the same seconds; run policy check"
    case .claimUnknown(let claim): "nobody made the claim \(claim); check the facts"
    case .previousMissing(let epoch):
      "the statement of epoch \(epoch) is missing; close that epoch first"
    case .previousOfOther(let epoch):
      "a statement given for epoch \(epoch) is not version 1 of it in this pool, or not needed"
    case .previousUnbalanced(let payee):
      "the line of \(payee) in the previous statement does not add up; verify that statement"
    case .previousCarries(let micros):
      "the previous statement carries out \(micros) micro-units, which this pool cannot; verify it"
    case .correctionOutOfPlace(let epoch):
      "a correction of epoch \(epoch) is not of an earlier epoch, or not the only one;"
        + " check the facts"
    case .correctionsExceedPot(let micros):
      "corrections exceed what the pool's last epoch has by \(micros) micro-units, and no later"
        + " epoch can bear them; correct the corrected epoch again"
    case .fundingPriceMissing: "the policy converts at funding and has no funding price; add it"
    case .dateOutOfBounds: "a date lies beyond the year 2200; run policy check"
    case .overflow(let quantity):
      "a \(quantity.rawValue) leaves the bounds of the arithmetic; run policy check"
    }
  }
}
