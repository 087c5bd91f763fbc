import Evidence
public import Policy
public import Program
public import Quantities

/// An invented program on its way through time: a script that writes facts and files when asked to
/// go on, and the closes that it plans in between.
public struct SimulatedProgram: Sendable {
  /// The files that line 1 names, as the caller gave them.
  public struct Documents: Sendable {
    /// The policy.
    public let policy: ProgramPolicy
    /// Its canonical JSON.
    public let policyBytes: [UInt8]
    /// The catalogue.
    public let catalogue: GPUCatalogue
    /// Its bytes.
    public let catalogueBytes: [UInt8]

    /// Takes every field as it is.
    public init(
      policy: ProgramPolicy, policyBytes: [UInt8], catalogue: GPUCatalogue,
      catalogueBytes: [UInt8]
    ) {
      self.policy = policy
      self.policyBytes = policyBytes
      self.catalogue = catalogue
      self.catalogueBytes = catalogueBytes
    }
  }

  /// The files that line 1 names.
  public let documents: Documents
  /// The closes, in order of time.
  public let closes: [PlannedClose]
  /// When the treasury is looked at, in order of time.
  let payments: [PlannedPayment]
  /// What happens outside the program.
  public let world: WorldScript
  /// Who freezes and closes.
  public let administrator: Address
  /// The secrets of everybody in it.
  public let keyring: Keyring
  /// Whether observers say in entries of their own that a file is with the log.
  public var deliversFiles = false
  /// Whether freezes and statements are entries of their own.
  public var entersEpochs = false
  /// Whether the log goes on under its operator: a journal in memory has one writer, and whoever
  /// asked for it may have more to enter.
  public var goesOn = false
  private var writer: ProgramWriter
  private var maker: SegmentMaker
  private var steps: StepQueue

  init(
    documents: Documents, rules: ProgramRules, library: RulesLibrary, world: WorldScript,
    steps: [ScriptedStep],
    closes: [PlannedClose], payments: [PlannedPayment], administrator: Address, keyring: Keyring,
    isDemonstration: Bool,
    nonceSeed: String
  ) {
    self.documents = documents
    self.closes = closes.sorted()
    self.payments = payments.sorted { $0.at < $1.at }
    self.world = world
    self.administrator = administrator
    self.keyring = keyring
    writer = ProgramWriter(
      rules: rules, library: library, isDemonstration: isDemonstration, nonceSeed: nonceSeed)
    maker = SegmentMaker(world, slotSeconds: documents.policy.observation.slotSeconds)
    self.steps = StepQueue(steps)
    writer.add(blob: documents.policyBytes)
    writer.add(blob: documents.catalogueBytes)
  }

  /// What the lines so far say.
  public var state: ProgramState { writer.state }

  /// Attempts that admission refused, as the script expected.
  public var refusedAttempts: [RefusedAttempt] { writer.refused }

  /// Writes everything up to a time, that second included.
  public mutating func advance(to now: Timestamp) {
    while let step = steps.take(until: now) { perform(step) }
  }

  /// Hands out the lines and files written since the last time.
  public mutating func takeNews() -> ProgramWriter.News { writer.takeNews() }

  /// Enters what the administrator says of an epoch: its freeze, its statement. Where another has
  /// taken its place, the committee does.
  public mutating func post(_ body: any EntryBody, at time: Timestamp) {
    writer.admit(body, by: speaker(at: time), at: time)
  }

  /// Enters what the administrator says of the wallet, which may be refused.
  @discardableResult
  mutating func attempt(_ body: any EntryBody, at time: Timestamp) -> Rejection? {
    writer.attempt(body, by: speaker(at: time), at: time)
  }

  /// Keeps a file that entries are about to name.
  mutating func keep(_ blob: [UInt8]) { writer.add(blob: blob) }

  private func speaker(at time: Timestamp) -> Author {
    let isInForce = state.administrators.isAdministrator(administrator, at: time)
    return isInForce ? .account(administrator) : .committee
  }

  /// Posts a correction, once the statements before and after it are known (O-54).
  public mutating func post(_ correction: CorrectionPosted, at time: Timestamp) {
    writer.admit(correction, by: .committee, at: time)
  }

  private mutating func perform(_ step: ScriptedStep) {
    switch step.action {
    case .line(let body, let author, let isTried):
      if goesOn, body is OperatorSucceeded || body is ProgramClosed { return }
      if isTried {
        writer.attempt(body, by: author, at: step.at)
      } else {
        writer.admit(body, by: author, at: step.at)
      }
    case .remark:
      writer.remark(at: step.at)
    case .deliver(let bytes):
      deliver(bytes, at: step.at)
    case .publish(let order):
      publish(order, fault: maker.fault(of: order), isSecond: false, at: step.at)
    case .publishAgain(let order):
      publish(order, fault: nil, isSecond: true, at: step.at)
    }
  }

  /// A file turns up; where files are delivered to the log, its observer says so.
  private mutating func deliver(_ bytes: [UInt8], at time: Timestamp) {
    let digest = writer.add(blob: bytes)
    guard deliversFiles, let record = state.evidence.record(digest) else { return }
    writer.attempt(EvidenceDelivered(digest: digest), by: .key(record.observer), at: time)
  }

  private mutating func publish(
    _ order: SegmentOrder, fault: SegmentFault.Kind?, isSecond: Bool, at time: Timestamp
  ) {
    guard fault != .silent, let program = state.program else { return }
    let made = maker.make(
      order, program: program, roster: state.roster.addresses, fault: fault, isSecond: isSecond)
    let body = EvidencePublished(
      type: made.type, sequence: made.sequence, start: made.span.start, end: made.span.end,
      digest: made.digest, lengthBytes: made.publishedLength)
    guard writer.attempt(body, by: .key(made.observer), at: time) == nil else { return }
    switch fault {
    case .lost: break
    case .found(let seconds):
      steps.add(ScriptedStep(at: order.span.end.later(seconds), action: .deliver(made.bytes)))
    case .foundAt(let found):
      steps.add(ScriptedStep(at: max(found, time), action: .deliver(made.bytes)))
    case .undelivered: writer.add(blob: made.bytes)
    case .deliveredLate(let seconds):
      writer.add(blob: made.bytes)
      steps.add(
        ScriptedStep(
          at: max(order.span.end.later(seconds), time), action: .deliver(made.bytes)))
    default: deliver(made.bytes, at: time)
    }
    if fault == .twice {
      steps.add(ScriptedStep(at: time.later(1), action: .publishAgain(order)))
    }
    if fault == .withdrawn {
      let withdrawal = BlobWithdrawn(digest: made.digest, reason: Label(known: "wrong-clock"))
      steps.add(
        ScriptedStep(
          at: time.later(1), action: .line(withdrawal, by: .committee, isTried: true)))
    }
  }
}
