public import Encoding
public import Quantities

/// `program.halted/1`: the committee stops payouts or admissions at once.
public struct ProgramHalted: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.programHalted
  /// What is stopped.
  public var what: HaltedPart
  /// Why, in a word.
  public var reason: Label

  /// Takes every field as it is.
  public init(what: HaltedPart, reason: Label) {
    self.what = what
    self.reason = reason
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    what = try fields.required("what").haltedPart()
    reason = try fields.required("reason").label()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("what", what.rawValue)
    writer.field("reason", reason)
  }

  /// The committee.
  public func authority(in state: ProgramState) -> Authority { .committee }

  /// Refuses what is stopped already.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    if let halt = state.halts.halt(of: what) { throw .haltedAlready(what, line: halt.line) }
  }

  /// Stops it from the next entry on.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.halts.stop(
      what, HaltBook.Halt(reason: reason, from: frame.admittedAt, line: frame.line))
  }
}

extension JSONNode {
  func haltedPart() throws(JSONFieldError) -> HaltedPart {
    guard let part = HaltedPart(rawValue: try string()) else {
      throw error(.refused("must be payouts or admissions"))
    }
    return part
  }
}
