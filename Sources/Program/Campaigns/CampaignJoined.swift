public import Encoding
public import Policy
public import Quantities

/// `campaign.joined/1`: a provider takes part in a campaign.
public struct CampaignJoined: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.campaignJoined
  /// The participation's id.
  public var participation: Label
  /// The campaign.
  public var campaign: Label
  /// The provider.
  public var provider: Address
  /// The class of all units.
  public var gpuClass: GPUClass
  /// How many GPUs.
  public var units: Int
  /// The first second.
  public var from: Timestamp
  /// The first second after it; nil: to the campaign's end.
  public var until: Timestamp?

  /// Takes every field as it is.
  public init(
    participation: Label, campaign: Label, provider: Address, gpuClass: GPUClass, units: Int,
    from: Timestamp, until: Timestamp?
  ) {
    self.participation = participation
    self.campaign = campaign
    self.provider = provider
    self.gpuClass = gpuClass
    self.units = units
    self.from = from
    self.until = until
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    participation = try fields.required("participation").label()
    campaign = try fields.required("campaign").label()
    provider = try fields.required("provider").address()
    gpuClass = try fields.required("class").gpuClass()
    units = try fields.required("units").units()
    from = try fields.required("from").timestamp()
    until = try fields.required("until").timestampOrNull()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("participation", participation)
    writer.field("campaign", campaign)
    writer.field("provider", provider)
    writer.field("class", gpuClass)
    writer.field("units", units)
    writer.field("from", from)
    writer.field("until", until)
  }
}

extension CampaignJoined {
  /// The provider.
  public var addresses: [Address] { [provider] }

  /// The provider.
  public func authority(in state: ProgramState) -> Authority { .provider(provider) }

  /// Refuses a campaign that is not open, another class, times outside the campaign, and an
  /// exchange of claims inside an epoch.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    guard let campaign = state.campaigns.campaign(campaign) else {
      throw .campaignUnknown(campaign)
    }
    let pool = try state.requirePool(campaign.body.pool, [.research])
    try state.requireNewClaim(participation)
    guard frame.admittedAt < campaign.until else {
      throw .campaignClosed(campaign.body.campaign, at: campaign.until)
    }
    guard campaign.body.pattern.matches(gpuClass) else {
      throw .classOutsideCampaign(
        gpuClass, campaign: campaign.body.campaign, pattern: campaign.body.pattern)
    }
    try UnitLimit.require(units)
    try frame.requireStart(from)
    let span = try TimeSpan.required(from: from, until: until ?? campaign.body.to)
    let open = try TimeSpan.required(from: campaign.body.from, until: campaign.until)
    guard open.contains(span) || (until == nil && open.contains(from)) else {
      throw .outsideCampaign(from: from, until: span.end, campaign: open)
    }
    try state.requireEligible(
      ClaimOffer(provider: provider, gpuClass: gpuClass, span: span), in: pool, asksTier: false)
    try EpochCalendar(pool).requireNoExchange(
      ClaimStretch(from: from, until: min(span.end, campaign.until)),
      state.campaigns.stretches(pool.name, provider, gpuClass))
  }

  /// Adds the participation, and the provider to the roster.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    guard let campaign = state.campaigns.campaign(campaign) else {
      preconditionFailure("A participation is applied after it was admitted.")
    }
    state.roster.enlist(provider)
    state.claimLines[participation] = frame.line
    state.campaigns.join(
      CampaignParticipation(
        body: self, pool: campaign.body.pool, statedUntil: until ?? campaign.body.to,
        line: frame.line))
  }
}
