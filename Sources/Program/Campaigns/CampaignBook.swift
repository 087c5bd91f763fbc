import Policy
public import Quantities

/// A campaign as opened, with its end where it was closed early.
public struct OpenedCampaign: Hashable, Sendable {
  /// What was opened.
  public let body: CampaignOpened
  /// The first second after it: as opened, or earlier.
  public internal(set) var until: Timestamp
  /// The line that opened it.
  public let line: Int
}

/// One provider's part in a campaign.
public struct CampaignParticipation: Hashable, Sendable {
  /// What was joined.
  public let body: CampaignJoined
  /// The campaign's pool.
  public let pool: Label
  /// The end as stated; without one, the campaign's.
  public let statedUntil: Timestamp
  /// The line that joined it.
  public let line: Int
}

/// The campaigns and who takes part.
public struct CampaignBook: Hashable, Sendable {
  /// All campaigns in log order.
  public private(set) var campaigns: [OpenedCampaign] = []
  /// All participations in log order.
  public private(set) var participations: [CampaignParticipation] = []
  private var positions: [Label: Int] = [:]
  private var caps: [Label: UInt128] = [:]
  private var standing = ClaimStretches()

  /// The campaign of that id.
  public func campaign(_ id: Label) -> OpenedCampaign? { positions[id].map { campaigns[$0] } }

  /// What the caps of a pool's campaigns add up to, in micro-units of its currency.
  public func capMicros(pool: Label) -> UInt128 { caps[pool] ?? 0 }

  /// The first second after a participation: its own end, or the campaign's close.
  public func until(of participation: CampaignParticipation) -> Timestamp {
    guard let campaign = campaign(participation.body.campaign) else {
      preconditionFailure("A participation was admitted to a campaign that is there.")
    }
    return min(participation.statedUntil, campaign.until)
  }

  /// The stretches of all participations of a pool, provider and class, over all its campaigns.
  func stretches(_ pool: Label, _ provider: Address, _ gpuClass: GPUClass) -> [ClaimStretch] {
    standing.positions(pool, provider, gpuClass).map {
      ClaimStretch(from: participations[$0].body.from, until: until(of: participations[$0]))
    }
  }

  /// When the campaign's close ended a participation before its stated end, if it did.
  public func endedEarly(_ participation: CampaignParticipation) -> Timestamp? {
    let until = until(of: participation)
    return until < participation.statedUntil ? until : nil
  }

  mutating func open(_ body: CampaignOpened, line: Int) {
    positions[body.campaign] = campaigns.count
    caps[body.pool, default: 0] += UInt128(body.cap.magnitude)
    campaigns.append(OpenedCampaign(body: body, until: body.to, line: line))
  }

  mutating func join(_ participation: CampaignParticipation) {
    let body = participation.body
    standing.add(participations.count, participation.pool, body.provider, body.gpuClass)
    participations.append(participation)
  }

  mutating func close(_ id: Label, at time: Timestamp) {
    guard let position = positions[id] else { return }
    campaigns[position].until = min(campaigns[position].until, time)
  }
}
