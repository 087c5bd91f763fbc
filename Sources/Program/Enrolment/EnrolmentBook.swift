public import Policy
public import Quantities

/// One stretch of an enrolment with a fixed number of units; an amendment begins the next.
public struct EnrolmentClaim: Hashable, Sendable {
  /// `x`, then `x.2`, `x.3`, …
  public let id: Label
  /// The id as first enrolled.
  public let enrolment: Label
  /// The pool.
  public let pool: Label
  /// The provider.
  public let provider: Address
  /// The class of all its units.
  public let gpuClass: GPUClass
  /// How many GPUs.
  public let units: Int
  /// The first second.
  public let from: Timestamp
  /// The end as stated when the claim began; without one, the end of the pool's span.
  public let statedUntil: Timestamp
  /// The first second after it, earlier than stated after an amendment or a withdrawal.
  ///
  /// At or before `from`: never in force.
  public internal(set) var until: Timestamp
  /// When the enrolment was withdrawn, if that is before the stated end.
  public internal(set) var withdrawnAt: Timestamp?
  /// The line that began it.
  public let line: Int

  /// Whether a second belongs to it.
  public func isInForce(at time: Timestamp) -> Bool { from <= time && time < until }
}

/// The enrolments with their amendments.
public struct EnrolmentBook: Hashable, Sendable {
  /// All claims in log order.
  public private(set) var claims: [EnrolmentClaim] = []
  private var chains: [Label: [Int]] = [:]
  private var firstLines: [ProviderClass: Int] = [:]
  private var standing = ClaimStretches()

  /// The claims of an enrolment in order, none where the id is not one as first enrolled.
  public func claims(of enrolment: Label) -> [EnrolmentClaim] {
    (chains[enrolment] ?? []).map { claims[$0] }
  }

  /// The enrolment's latest claim.
  func latest(of enrolment: Label) -> EnrolmentClaim? {
    chains[enrolment]?.last.map { claims[$0] }
  }

  /// The line of the provider's first enrolment of a class.
  func firstLine(of provider: Address, _ gpuClass: GPUClass) -> Int? {
    firstLines[ProviderClass(provider: provider, gpuClass: gpuClass)]
  }

  /// The stretches of all claims of a pool, provider and class.
  func stretches(_ pool: Label, _ provider: Address, _ gpuClass: GPUClass) -> [ClaimStretch] {
    standing.positions(pool, provider, gpuClass).map {
      ClaimStretch(from: claims[$0].from, until: claims[$0].until)
    }
  }

  /// What a withdrawal would leave: the claim that it cuts, and the other claims of the same pool,
  /// provider and class; nil where it cuts none that has begun.
  func stretches(
    withdrawing enrolment: Label, at time: Timestamp
  ) -> (cut: ClaimStretch, others: [ClaimStretch])? {
    let cut = chains[enrolment]?.first { claims[$0].from < time && time < claims[$0].until }
    guard let cut else { return nil }
    let claim = claims[cut]
    let others = standing.positions(claim.pool, claim.provider, claim.gpuClass).filter { $0 != cut }
    return (
      ClaimStretch(from: claim.from, until: time),
      others.map { position in
        let other = claims[position]
        let until = other.enrolment == enrolment ? min(other.until, time) : other.until
        return ClaimStretch(from: other.from, until: until)
      }
    )
  }

  /// How many claims the enrolment has had.
  func claimCount(of enrolment: Label) -> Int { chains[enrolment]?.count ?? 0 }

  mutating func add(_ claim: EnrolmentClaim) {
    chains[claim.enrolment, default: []].append(claims.count)
    standing.add(claims.count, claim.pool, claim.provider, claim.gpuClass)
    claims.append(claim)
    let key = ProviderClass(provider: claim.provider, gpuClass: claim.gpuClass)
    if firstLines[key] == nil { firstLines[key] = claim.line }
  }

  /// Ends the latest claim, because the next goes on from there.
  mutating func amend(_ enrolment: Label, at time: Timestamp) {
    guard let position = chains[enrolment]?.last else { return }
    claims[position].until = min(claims[position].until, time)
  }

  /// Ends every claim of the enrolment that would end later.
  mutating func withdraw(_ enrolment: Label, at time: Timestamp) {
    for position in chains[enrolment] ?? [] {
      claims[position].until = min(claims[position].until, time)
      if time < claims[position].statedUntil {
        claims[position].withdrawnAt = min(claims[position].withdrawnAt ?? time, time)
      }
    }
  }
}

/// A provider with one of its classes.
struct ProviderClass: Hashable, Sendable {
  let provider: Address
  let gpuClass: GPUClass
}
