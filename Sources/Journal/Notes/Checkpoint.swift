import Encoding
import Quantities

/// A log's head as text (C2SP tlog-checkpoint): origin, size and root, one a line.
///
/// Extension lines are refused: nobody could audit what they say.
public struct Checkpoint: Hashable, Sendable {
  /// Whose log it is.
  public let origin: NoteName
  /// Size and root.
  public let head: TreeHead

  /// Joins an origin and a head.
  public init(origin: NoteName, head: TreeHead) {
    self.origin = origin
    self.head = head
  }

  /// Reads a note's text.
  public init(text: [UInt8]) throws(CheckpointRefusal) {
    guard text.last == 0x0A else { throw .lines }
    let lines = text.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count >= 3, lines.allSatisfy({ !$0.isEmpty }) else { throw .lines }
    guard let origin = try? NoteName(bytes: Array(lines[0])) else { throw .origin }
    guard let size = wholeNumber(lines[1]), let count = Int(exactly: size), count < .max else {
      throw .size
    }
    guard let bytes = try? Base64.bytes(String(decoding: lines[2], as: UTF8.self)),
      let root = try? Digest(bytes: bytes)
    else { throw .root }
    guard lines.count == 3 else { throw .extensionLine }
    self.init(origin: origin, head: TreeHead(size: count, root: root))
  }

  /// The note's text.
  public var text: [UInt8] {
    origin.bytes + Array("\n\(head.size)\n\(Base64.text(head.root.bytes))\n".utf8)
  }
}

/// A decimal number of at most 19 digits without leading zeros.
func wholeNumber(_ digits: ArraySlice<UInt8>) -> Int64? {
  guard (1...19).contains(digits.count),
    digits.count == 1 || digits.first != UInt8(ascii: "0")
  else { return nil }
  var number: Int64 = 0
  for digit in digits {
    guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
    let (product, tooLarge) = number.multipliedReportingOverflow(by: 10)
    let (sum, overflow) = product.addingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
    guard !tooLarge, !overflow else { return nil }
    number = sum
  }
  return number
}

/// A checkpoint with its signatures.
public struct SignedCheckpoint: Hashable, Sendable {
  /// What it says.
  public let checkpoint: Checkpoint
  /// The note that says it.
  public private(set) var note: SignedNote

  /// Reads a checkpoint; no signature is verified here.
  public init(bytes: [UInt8]) throws(CheckpointRefusal) {
    do {
      note = try SignedNote(bytes: bytes)
    } catch {
      throw .note(error)
    }
    checkpoint = try Checkpoint(text: note.text)
  }

  /// Signs a head as the log, whose name is the origin.
  public init(_ head: TreeHead, by log: NoteSigner) {
    precondition(log.verifier.purpose == .note, "A log signs its checkpoints as their author.")
    checkpoint = Checkpoint(origin: log.verifier.name, head: head)
    do {
      note = try SignedNote(text: checkpoint.text)
      try note.append(log.sign(note.text))
    } catch {
      preconditionFailure("A checkpoint's text is a note's text.")
    }
  }

  /// A checkpoint with these lines, not verified here.
  init(_ checkpoint: Checkpoint, lines: [NoteSignature]) throws(NoteRefusal) {
    self.checkpoint = checkpoint
    note = try SignedNote(text: checkpoint.text)
    for line in lines { try note.append(line) }
  }

  /// Adds a witness's line.
  public mutating func append(_ signature: NoteSignature) throws(NoteRefusal) {
    try note.append(signature)
  }

  /// Refuses unless the origin is the log's, and one of its keys signed; all have its name.
  public func verify(log keys: [VerifierKey]) throws(CheckpointRefusal) {
    guard keys.contains(where: { $0.name == checkpoint.origin }) else {
      throw .otherOrigin(checkpoint.origin)
    }
    do {
      try note.open(by: keys.filter { $0.name == checkpoint.origin && $0.purpose == .note })
    } catch {
      throw .note(error)
    }
  }

  /// The bytes as they are served.
  public var bytes: [UInt8] { note.bytes }
}
