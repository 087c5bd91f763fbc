public import Encoding
public import Policy
public import Quantities

/// `contract.signed/1`: the administrator commits money of a planned line to a provider.
public struct ContractSigned: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.contractSigned
  /// The contract's id.
  public var contract: Label
  /// The pool.
  public var pool: Label
  /// The planned line that it is signed on.
  public var line: Label
  /// The provider.
  public var provider: Address
  /// The class of all units.
  public var gpuClass: GPUClass
  /// How many GPUs.
  public var units: Int
  /// Micro-units of the pool's currency per GPU-hour.
  public var rate: Amount
  /// The first second.
  public var from: Timestamp
  /// The first second after it.
  public var to: Timestamp

  /// Takes every field as it is.
  public init(
    contract: Label, pool: Label, line: Label, provider: Address, gpuClass: GPUClass, units: Int,
    rate: Amount, from: Timestamp, to: Timestamp
  ) {
    self.contract = contract
    self.pool = pool
    self.line = line
    self.provider = provider
    self.gpuClass = gpuClass
    self.units = units
    self.rate = rate
    self.from = from
    self.to = to
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    contract = try fields.required("contract").label()
    pool = try fields.required("pool").label()
    line = try fields.required("line").label()
    provider = try fields.required("provider").address()
    gpuClass = try fields.required("class").gpuClass()
    units = try fields.required("units").units()
    rate = try fields.required("rate").amount()
    from = try fields.required("from").timestamp()
    to = try fields.required("to").timestamp()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("contract", contract)
    writer.field("pool", pool)
    writer.field("line", line)
    writer.field("provider", provider)
    writer.field("class", gpuClass)
    writer.field("units", units)
    writer.field("rate", rate)
    writer.field("from", from)
    writer.field("to", to)
  }
}

extension ContractSigned {
  /// The provider.
  public var addresses: [Address] { [provider] }

  /// The administrator.
  public func authority(in state: ProgramState) -> Authority { .administrator }

  /// ⌈units · rate · seconds / 3600⌉; 2^31 units, 10^18 and 2^33 seconds stay below 2^127.
  ///
  /// Rounded up per contract, contracts within a pool's amount together come to no more than it,
  /// since Σ ⌈x⌉ ≥ ⌈Σ x⌉ (O-09).
  static func committedMicros(units: Int, rate: Amount, seconds: Int64) -> UInt128 {
    guard seconds > 0 else { return 0 }
    return
      (UInt128(units) * UInt128(rate.magnitude) * UInt128(seconds)
      + 3599) / 3600
  }

  /// Refuses what the planned line does not cover and what is not left (O-09).
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    let pool = try state.requirePool(self.pool, [.committed])
    try state.requireNewClaim(contract)
    guard let line = pool.lines.first(where: { $0.name == self.line }) else {
      throw .lineUnknown(self.line, pool: pool.name, lines: pool.lines.map(\.name))
    }
    guard line.pattern.matches(gpuClass) else {
      throw .classOutsideLine(gpuClass, line: line.name, pattern: line.pattern)
    }
    guard rate.micros <= line.rateMicros else {
      let limit = (try? Amount(micros: line.rateMicros)) ?? .zero
      throw .rateAboveLine(
        rate: Money(rate, pool.currency), line: line.name, limit: Money(limit, pool.currency))
    }
    try UnitLimit.require(units)
    try frame.requireStart(from)
    let span = try TimeSpan.required(from: from, until: to)
    try span.required(inside: pool)
    try state.requireEligible(
      ClaimOffer(provider: provider, gpuClass: gpuClass, span: span), in: pool, asksTier: false)
    try requireMoney(in: state, pool, line, span)
  }

  /// units in force ≤ the line's; Σ committed ≤ the pool's amount; Σ committed ≤ the line's total.
  private func requireMoney(
    in state: ProgramState, _ pool: PoolPolicy, _ line: PlannedLine, _ span: TimeSpan
  ) throws(Rejection) {
    let book = state.contracts
    let signed = book.mostUnits(pool: pool.name, line: line.name, during: span)
    guard signed + units <= line.units else {
      throw .lineUnitsExceeded(line: line.name, limit: line.units, signed: signed, asked: units)
    }
    let asked = Self.committedMicros(units: units, rate: rate, seconds: span.seconds)
    let poolFigures = CommitmentFigures(
      currency: pool.currency, limit: UInt128(pool.amount.amount.magnitude),
      committed: book.committedMicros(pool: pool.name), asked: asked)
    guard poolFigures.fits else { throw .poolExceeded(pool: pool.name, figures: poolFigures) }
    let lineFigures = CommitmentFigures(
      currency: pool.currency, limit: UInt128(line.statedMicros.magnitude),
      committed: book.committedMicros(pool: pool.name, line: line.name), asked: asked)
    guard lineFigures.fits else { throw .lineExceeded(line: line.name, figures: lineFigures) }
    try state.requireFunded(asked, of: pool)
  }

  /// Commits the money, and adds the provider to the roster.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.roster.enlist(provider)
    state.claimLines[contract] = frame.line
    state.contracts.sign(self, line: frame.line)
  }
}
