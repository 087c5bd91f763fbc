public import Encoding
public import Policy
public import Quantities

/// `provider.enrolled/1`: a provider offers GPUs of one class to an epoch pool.
public struct ProviderEnrolled: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.providerEnrolled
  /// The enrolment's id.
  public var enrolment: Label
  /// The pool.
  public var pool: Label
  /// The provider.
  public var provider: Address
  /// The class of all units.
  public var gpuClass: GPUClass
  /// How many GPUs.
  public var units: Int
  /// The first second.
  public var from: Timestamp
  /// The first second after it; nil: to the end of the pool's span.
  public var until: Timestamp?
  /// The declared tier of the data centre, 1 … 4.
  public var tier: Int?
  /// The blob that proves the tier.
  public var tierEvidence: Digest?

  /// Takes every field as it is.
  public init(
    enrolment: Label, pool: Label, provider: Address, gpuClass: GPUClass, units: Int,
    from: Timestamp, until: Timestamp?, tier: Int? = nil, tierEvidence: Digest? = nil
  ) {
    self.enrolment = enrolment
    self.pool = pool
    self.provider = provider
    self.gpuClass = gpuClass
    self.units = units
    self.from = from
    self.until = until
    self.tier = tier
    self.tierEvidence = tierEvidence
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    enrolment = try fields.required("enrolment").label()
    pool = try fields.required("pool").label()
    provider = try fields.required("provider").address()
    gpuClass = try fields.required("class").gpuClass()
    units = try fields.required("units").units()
    from = try fields.required("from").timestamp()
    until = try fields.required("until").timestampOrNull()
    let tier = try fields.required("tier")
    self.tier = tier.isNull ? nil : try tier.integer(in: 1...4)
    tierEvidence = try fields.required("tierEvidence").digestOrNull()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("enrolment", enrolment)
    writer.field("pool", pool)
    writer.field("provider", provider)
    writer.field("class", gpuClass)
    writer.field("units", units)
    writer.field("from", from)
    writer.field("until", until)
    if let tier { writer.field("tier", tier) } else { writer.nullField("tier") }
    writer.field("tierEvidence", tierEvidence)
  }
}

extension ProviderEnrolled {
  /// The provider.
  public var addresses: [Address] { [provider] }

  /// The provider.
  public func authority(in state: ProgramState) -> Authority { .provider(provider) }

  /// Refuses other pools, ids taken, the past, what the pool does not admit (O-11 … O-22), and an
  /// exchange of claims inside an epoch.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    let pool = try state.requirePool(self.pool, [.epoch])
    try state.requireNewClaim(enrolment)
    try UnitLimit.require(units)
    try frame.requireStart(from)
    let span = try TimeSpan.required(from: from, until: until ?? pool.span.end)
    try span.required(inside: pool)
    let offer = ClaimOffer(
      provider: provider, gpuClass: gpuClass, span: span, tier: tier,
      hasTierEvidence: tierEvidence != nil)
    try state.requireEligible(offer, in: pool, asksTier: true)
    try EpochCalendar(pool).requireNoExchange(
      ClaimStretch(from: span.start, until: span.end),
      state.enrolments.stretches(pool.name, provider, gpuClass))
  }

  /// Adds the claim, and the provider to the roster.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    let end = until ?? state.rules.policy.pool(named: pool)?.span.end ?? from
    state.roster.enlist(provider)
    state.claimLines[enrolment] = frame.line
    state.enrolments.add(
      EnrolmentClaim(
        id: enrolment, enrolment: enrolment, pool: pool, provider: provider, gpuClass: gpuClass,
        units: units, from: from, statedUntil: end, until: end, line: frame.line))
  }
}
