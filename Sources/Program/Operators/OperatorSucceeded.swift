public import Encoding
import Quantities

/// `operator.succeeded/1`: the committee gives the log to another operator or key.
public struct OperatorSucceeded: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.operatorSucceeded
  /// The name under which checkpoints are signed from then on.
  public var origin: String
  /// The key with which they are signed.
  public var key: PublicKeyText

  /// Takes every field as it is.
  public init(origin: String, key: PublicKeyText) {
    self.origin = origin
    self.key = key
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    origin = try fields.required("origin").logOrigin()
    key = try fields.required("key").publicKey()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("origin", origin)
    writer.field("key", key.text)
  }

  /// The committee.
  public func authority(in state: ProgramState) -> Authority { .committee }

  /// Refuses a revoked key, and the one that signs already.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    try state.keys.requireUnrevoked(key)
    guard state.operators.current?.key != key else { throw .operatorUnchanged(key) }
  }

  /// Puts the operator in place.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.operators.succeed(origin: origin, key: key, line: frame.line)
    state.keys.know([key])
  }
}
