public import Encoding
import Quantities

/// `committee.changed/1`: the committee names the one that follows it.
public struct CommitteeChanged: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.committeeChanged
  /// How many members must sign.
  public var threshold: Int
  /// The members' keys.
  public var members: [PublicKeyText]

  /// Takes every field as it is.
  public init(threshold: Int, members: [PublicKeyText]) {
    self.threshold = threshold
    self.members = members
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    threshold = try fields.required("threshold").integer(in: 0...1_000)
    members = try fields.required("members").publicKeys()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("threshold", threshold)
    writer.array("members", members) { $0.string($1.text) }
  }

  /// What it names.
  public var keys: [PublicKeyText] { members }

  /// The committee.
  public func authority(in state: ProgramState) -> Authority { .committee }

  /// Refuses revoked keys, a committee that cannot sign, and the one that is in force.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    for member in members { try state.keys.requireUnrevoked(member) }
    try Committee.check(threshold: threshold, members: members)
    guard state.committee?.isSame(threshold: threshold, members: members) != true else {
      throw .committeeUnchanged
    }
  }

  /// Puts it in place from the next entry on.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.committee = Committee(threshold: threshold, members: members, line: frame.line)
    state.keys.know(members)
  }
}
