public import Encoding
import Quantities

/// `key.revoked/1`: a key speaks no more, and perhaps did not for some time.
public struct KeyRevoked: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.keyRevoked
  /// The key.
  public var key: PublicKeyText
  /// The first line from which somebody else may have held it; nil: none is named.
  public var compromisedFrom: Int?

  /// Takes every field as it is.
  public init(key: PublicKeyText, compromisedFrom: Int?) {
    self.key = key
    self.compromisedFrom = compromisedFrom
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    key = try fields.required("key").publicKey()
    let line = try fields.required("compromisedFrom")
    compromisedFrom = line.isNull ? nil : try line.integer(in: 1...Int(Int32.max))
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("key", key.text)
    if let compromisedFrom {
      writer.field("compromisedFrom", compromisedFrom)
    } else {
      writer.nullField("compromisedFrom")
    }
  }

  /// The committee; the key itself where nothing that it published before is touched.
  ///
  /// Who stole a key, or regrets what it saw, must not be able to take back evidence of before.
  public func authority(in state: ProgramState) -> Authority {
    compromisedFrom == nil ? .committeeOrKey(key) : .committee
  }

  /// Refuses a second revocation that does not reach further back, one that leaves too few members
  /// to sign, and a line to come.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    if let earlier = state.keys.revocation(of: key) {
      // A thief may revoke the key before the committee learns since when it was his.
      let reachesBack = compromisedFrom.map { $0 < earlier.compromisedFrom ?? .max } ?? false
      guard reachesBack else { throw .keyRevoked(key, line: earlier.line) }
    }
    if let committee = state.committee, committee.members.contains(key) {
      let left = committee.members.count { $0 != key && state.keys.revocation(of: $0) == nil }
      guard left >= committee.threshold else {
        throw .committeeLocked(left: left, threshold: committee.threshold)
      }
    }
    if let compromisedFrom, compromisedFrom > frame.line {
      throw .lineBeyond(line: compromisedFrom, limit: frame.line)
    }
  }

  /// Ends the key from the next entry on.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.keys.revoke(key, line: frame.line, compromisedFrom: compromisedFrom)
    state.operators.revoke(key)
    state.witnesses.revoke(key, line: frame.line)
  }
}
