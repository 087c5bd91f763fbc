public import Encoding
import Quantities

/// `program.resumed/1`: the committee lets go on what it stopped.
public struct ProgramResumed: EntryBody {
  /// Its kind.
  public static let kind = EntryKind.programResumed
  /// What goes on.
  public var what: HaltedPart

  /// Takes the part as it is.
  public init(what: HaltedPart) {
    self.what = what
  }

  /// Reads the body.
  public init(from fields: inout JSONFields) throws(JSONFieldError) {
    what = try fields.required("what").haltedPart()
  }

  /// Writes the body.
  public func write(to writer: inout JSONWriter) {
    writer.field("what", what.rawValue)
  }

  /// The committee.
  public func authority(in state: ProgramState) -> Authority { .committee }

  /// Refuses what is not stopped.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    guard state.halts.halt(of: what) != nil else { throw .notHalted(what) }
  }

  /// Lets it go on from the next entry on.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.halts.resume(what)
  }
}
