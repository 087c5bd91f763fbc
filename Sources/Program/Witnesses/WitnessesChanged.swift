public import Encoding
import Evidence
import Quantities

/// `witnesses.changed/1`: the committee says who witnesses the log from then on.
public struct WitnessesChanged: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.witnessesChanged
  /// How many of them the program wants under a checkpoint; 0: a reader's own policy decides.
  public var threshold: Int
  /// The witnesses' keys.
  public var witnesses: [PublicKeyText]

  /// Takes every field as it is.
  public init(threshold: Int, witnesses: [PublicKeyText]) {
    self.threshold = threshold
    self.witnesses = witnesses
  }

  /// Reads the body; a witness's key is an Ed25519 key, since a cosignature is.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    threshold = try fields.required("threshold").integer(in: 0...1_000)
    witnesses = try fields.required("witnesses")
      .array(limit: ProgramCreated.limitKeys) { node throws(JSONFieldError) in
        PublicKeyText(try node.observerKey())
      }
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("threshold", threshold)
    writer.array("witnesses", witnesses) { $0.string($1.text) }
  }

  /// What it names.
  public var keys: [PublicKeyText] { witnesses }

  /// The committee.
  public func authority(in state: ProgramState) -> Authority { .committee }

  /// Refuses revoked keys, a key listed twice, a threshold above their number, and those in force.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    for witness in witnesses { try state.keys.requireUnrevoked(witness) }
    guard threshold <= witnesses.count else {
      throw .witnessThreshold(threshold: threshold, witnesses: witnesses.count)
    }
    try WitnessRoll.check(witnesses, operator: state.operators.key(at: frame.admittedAt))
    if let current = state.witnesses.current, current.threshold == threshold,
      Set(current.keys) == Set(witnesses)
    {
      throw .witnessesUnchanged
    }
  }

  /// Puts them in place for every checkpoint whose tree holds this line.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.witnesses.name(witnesses, threshold: threshold, line: frame.line)
    state.keys.know(witnesses)
  }
}
