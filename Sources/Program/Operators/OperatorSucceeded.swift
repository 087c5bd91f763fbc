public import Encoding
public import Quantities

/// `operator.succeeded/1`: the committee gives the log to another operator or key.
public struct OperatorSucceeded: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.operatorSucceeded
  /// The name under which checkpoints are signed from then on.
  public var origin: String
  /// The key with which they are signed.
  public var key: PublicKeyText
  /// The first line admitted then, or later, begins its term; nil: this line does.
  public var from: Timestamp?

  /// Takes every field as it is.
  public init(origin: String, key: PublicKeyText, from: Timestamp? = nil) {
    self.origin = origin
    self.key = key
    self.from = from
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    origin = try fields.required("origin").logOrigin()
    key = try fields.required("key").publicKey()
    let time = try fields.required("from")
    from = time.isNull ? nil : try time.timestamp()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("origin", origin)
    writer.field("key", key.text)
    if let from { writer.field("from", from) } else { writer.nullField("from") }
  }

  /// What it names.
  public var keys: [PublicKeyText] { [key] }

  /// The committee.
  public func authority(in state: ProgramState) -> Authority { .committee }

  /// Refuses a revoked key, the one that signs already, the past, and too short a notice while the
  /// operator is there and its key stands.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    try state.keys.requireUnrevoked(key)
    guard state.operators.key(at: frame.admittedAt) != key else { throw .operatorUnchanged(key) }
    // An operator that were its own witness would vouch for itself.
    if state.witnesses.current?.keys.contains(key) == true { throw .keyTaken(key) }
    if let from { try frame.requireStart(from) }
    if state.isOperatorAbsent(at: frame.admittedAt) { return }
    guard let from else { throw .operatorPresent(absentFrom: state.operatorAbsentFrom) }
    try frame.requireNotice(from, seconds: OperatorRoll.noticeSeconds)
  }

  /// Puts the operator in place, or announces it.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    if let from, from > frame.admittedAt {
      state.operators.announce(OperatorRoll.Announced(origin: origin, key: key, from: from))
    } else {
      state.operators.succeed(origin: origin, key: key, line: frame.line)
    }
    state.keys.know([key])
  }
}

extension ProgramState {
  /// From when on the operator counts as absent, unless a line is logged until then.
  public var operatorAbsentFrom: Timestamp? {
    lastAdmittedAt.flatMap { try? $0.adding(seconds: OperatorRoll.absenceSeconds) }
  }

  /// Whether the committee need not leave notice: nobody has logged a line for so long, or the
  /// operator's key was revoked.
  public func isOperatorAbsent(at time: Timestamp) -> Bool {
    if let key = operators.key(at: time), keys.revocation(of: key) != nil { return true }
    return operatorAbsentFrom.map { time >= $0 } ?? false
  }
}
