public import Encoding
public import Policy
public import Quantities
import Rewards

/// `exception.allowed/1`: the committee sets a rule aside for a provider, a class or both (O-16).
public struct ExceptionAllowed: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.exceptionAllowed
  /// The exception's id.
  public var exception: Label
  /// The reason code set aside, or `eligibility`.
  public var rule: Label
  /// The pool.
  public var pool: Label
  /// The provider; nil: any.
  public var provider: Address?
  /// The class; nil: any.
  public var gpuClass: GPUClass?
  /// The first second.
  public var from: Timestamp
  /// The first second after it; nil: for ever.
  public var until: Timestamp?
  /// The blob that says why.
  public var why: Digest

  /// Takes every field as it is.
  public init(
    exception: Label, rule: Label, pool: Label, provider: Address?, gpuClass: GPUClass?,
    from: Timestamp, until: Timestamp?, why: Digest
  ) {
    self.exception = exception
    self.rule = rule
    self.pool = pool
    self.provider = provider
    self.gpuClass = gpuClass
    self.from = from
    self.until = until
    self.why = why
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    exception = try fields.required("exception").label()
    rule = try fields.required("rule").label()
    pool = try fields.required("pool").label()
    let provider = try fields.required("provider")
    self.provider = provider.isNull ? nil : try provider.address()
    let gpuClass = try fields.required("class")
    self.gpuClass = gpuClass.isNull ? nil : try gpuClass.gpuClass()
    from = try fields.required("from").timestamp()
    until = try fields.required("until").timestampOrNull()
    why = try fields.required("why").digest()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("exception", exception)
    writer.field("rule", rule)
    writer.field("pool", pool)
    if let provider { writer.field("provider", provider) } else { writer.nullField("provider") }
    if let gpuClass { writer.field("class", gpuClass) } else { writer.nullField("class") }
    writer.field("from", from)
    writer.field("until", until)
    writer.field("why", why)
  }
}

extension ExceptionAllowed {
  /// The reason.
  public var neededBlobs: [Digest] { [why] }

  /// The provider, if one is named.
  public var addresses: [Address] { provider.map { [$0] } ?? [] }

  /// The committee.
  public func authority(in state: ProgramState) -> Authority { .committee }

  /// Refuses ids taken, rules that cannot be set aside, and an exception for everyone.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    guard state.rules.policy.pool(named: pool) != nil else { throw .poolUnknown(pool) }
    if let line = state.exceptionLines[exception] { throw .idTaken(exception, line: line) }
    if let until { _ = try TimeSpan.required(from: from, until: until) }
    if let gpuClass { try state.requireCatalogued(gpuClass) }
    guard Rewards.AllowedException.Rule(rule.text) != nil else { throw .exceptionRule(rule) }
    guard provider != nil || gpuClass != nil else { throw .exceptionUnbounded }
  }

  /// Adds the exception.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.exceptionLines[exception] = frame.line
    state.exceptions.append(ExceptionRecord(body: self, line: frame.line))
  }
}

/// An exception with the line that allowed it.
public struct ExceptionRecord: Hashable, Sendable {
  /// What was allowed.
  public let body: ExceptionAllowed
  /// The line that allowed it.
  public let line: Int

  /// Whether it speaks of this pool, provider and class at that second.
  public func covers(
    pool: Label, provider: Address, gpuClass: GPUClass, at time: Timestamp
  ) -> Bool {
    body.pool == pool && (body.provider ?? provider) == provider
      && (body.gpuClass ?? gpuClass) == gpuClass && body.from <= time
      && (body.until.map { time < $0 } ?? true)
  }
}
