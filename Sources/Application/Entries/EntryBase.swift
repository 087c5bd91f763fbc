public import Program
public import Quantities

/// What a new entry stands on: which program it is for, and what its author had seen of it.
public struct EntryBase: Hashable, Sendable {
  /// The program; nil for entry 0.
  public let program: Digest?
  /// How many entries the author had seen.
  public let basis: Int
  /// Whether the program is a demonstration.
  public let isDemonstration: Bool

  /// Takes every field as it is.
  public init(program: Digest?, basis: Int, isDemonstration: Bool) {
    self.program = program
    self.basis = basis
    self.isDemonstration = isDemonstration
  }

  /// What a state says.
  public init(_ state: ProgramState) {
    self.init(
      program: state.program, basis: state.lineCount, isDemonstration: state.isDemonstration)
  }

  /// The payload that an author signs.
  public func payload(
    _ body: any EntryBody, by author: Author, at: Timestamp, nonce: UInt128
  ) throws(EntryFormRefusal) -> Payload {
    let header = PayloadHeader(
      program: program, at: at, author: author, nonce: nonce, basis: basis,
      demonstration: isDemonstration)
    do {
      return try Self.payload(header, body)
    } catch {
      throw .payload(error)
    }
  }

  private static func payload(
    _ header: PayloadHeader, _ body: some EntryBody
  ) throws(Rejection) -> Payload {
    let written = try Payload(header, body)
    // Read again as a log would, so that a value that only the decoder refuses is refused here.
    return try Payload(bytes: written.bytes)
  }
}
