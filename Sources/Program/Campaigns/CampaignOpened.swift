public import Encoding
public import Policy
public import Quantities

/// `campaign.opened/1`: the administrator offers a rate for a purpose, up to a cap.
public struct CampaignOpened: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.campaignOpened
  /// The campaign's id.
  public var campaign: Label
  /// The research pool.
  public var pool: Label
  /// What it is for.
  public var purpose: Label
  /// The classes wanted.
  public var pattern: ClassPattern
  /// Micro-units of the pool's currency per GPU-hour.
  public var rate: Amount
  /// The most that it pays over its life, in micro-units.
  public var cap: Amount
  /// The first second.
  public var from: Timestamp
  /// The first second after it.
  public var to: Timestamp

  /// Takes every field as it is.
  public init(
    campaign: Label, pool: Label, purpose: Label, pattern: ClassPattern, rate: Amount, cap: Amount,
    from: Timestamp, to: Timestamp
  ) {
    self.campaign = campaign
    self.pool = pool
    self.purpose = purpose
    self.pattern = pattern
    self.rate = rate
    self.cap = cap
    self.from = from
    self.to = to
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    campaign = try fields.required("campaign").label()
    pool = try fields.required("pool").label()
    purpose = try fields.required("purpose").label()
    pattern = try fields.required("class").classPattern()
    rate = try fields.required("rate").amount()
    cap = try fields.required("cap").amount()
    from = try fields.required("from").timestamp()
    to = try fields.required("to").timestamp()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("campaign", campaign)
    writer.field("pool", pool)
    writer.field("purpose", purpose)
    writer.field("class", pattern.text)
    writer.field("rate", rate)
    writer.field("cap", cap)
    writer.field("from", from)
    writer.field("to", to)
  }
}

extension CampaignOpened {
  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// Refuses other pools, ids taken, the past, and caps beyond the pool's amount.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    let pool = try state.requirePool(self.pool, [.research])
    try state.requireNewClaim(campaign)
    try frame.requireStart(from)
    let span = try TimeSpan.required(from: from, until: to)
    try span.required(inside: pool)
    let figures = CommitmentFigures(
      currency: pool.currency, limit: UInt128(pool.amount.amount.magnitude),
      committed: state.campaigns.capMicros(pool: pool.name), asked: UInt128(cap.magnitude))
    guard figures.fits else { throw .campaignCapsExceeded(pool: pool.name, figures: figures) }
    try state.requireFunded(figures.asked, of: pool)
  }

  /// Opens it.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.claimLines[campaign] = frame.line
    state.campaigns.open(self, line: frame.line)
  }
}
