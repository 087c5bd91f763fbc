public import Encoding
public import Evidence
import Quantities

/// `key.rotated/1`: an observer or a committee member goes on with another key.
public struct KeyRotated: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.keyRotated
  /// The key that takes the author's place.
  public var successor: ObserverKey

  /// Takes the successor as it is.
  public init(successor: ObserverKey) {
    self.successor = successor
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    successor = try fields.required("successor").observerKey()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("successor", successor.text)
  }

  /// The key that takes the place.
  public var keys: [PublicKeyText] { [PublicKeyText(successor)] }

  /// A key that is a member's, or an observer's now or later.
  public func authority(in state: ProgramState) -> Authority { .holder }

  /// Refuses a successor that the program knows, so that nobody gets two places or votes.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    let key = PublicKeyText(successor)
    try state.keys.requireUnrevoked(key)
    guard !state.keys.isKnown(key) else { throw .keyTaken(key) }
  }

  /// Puts it in the old key's place: seats from the next entry on, terms from this second on.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    guard case .key(let old) = frame.author else {
      preconditionFailure("A rotation is applied after it was admitted.")
    }
    let (oldKey, newKey) = (PublicKeyText(old), PublicKeyText(successor))
    state.keys.rotate(oldKey, to: newKey)
    state.committee = state.committee?.replacing(oldKey, by: newKey, line: frame.line)
    state.observers.rotate(old, to: successor, at: frame.admittedAt, line: frame.line)
  }
}
