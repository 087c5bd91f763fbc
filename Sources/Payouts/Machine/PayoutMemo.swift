public import Quantities

/// The memo by which the chain witnesses the log: `stipend/1 PROGRAM BATCH SIZE ROOT`.
public struct PayoutMemo: Hashable, Sendable {
  /// The longest memo that the network takes, in characters.
  public static let limitCharacters = 256
  private static let mark = "stipend/1"

  /// The program's id.
  public let program: Digest
  /// The batch's number, from 1.
  public let batch: Int
  /// The journal's size when the batch was prepared.
  public let journalSize: Int
  /// Its root at that size.
  public let root: Digest

  /// Takes every field as it is.
  public init(program: Digest, batch: Int, journalSize: Int, root: Digest) {
    self.program = program
    self.batch = batch
    self.journalSize = journalSize
    self.root = root
  }

  /// The text.
  public var text: String { "\(Self.mark) \(program) \(batch) \(journalSize) \(root)" }

  /// Reads exactly what `text` writes; nil for anything else.
  public init?(_ text: String) {
    guard text.utf8.count <= Self.limitCharacters else { return nil }
    let parts = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard parts.count == 5, let program = try? Digest(hex: parts[1]),
      let batch = Int(parts[2]), let size = Int(parts[3]), let root = try? Digest(hex: parts[4]),
      batch >= 1, size >= 0
    else { return nil }
    self.init(program: program, batch: batch, journalSize: size, root: root)
    // One text per memo: no sign, no leading zero.
    guard self.text.utf8.elementsEqual(text.utf8) else { return nil }
  }
}
