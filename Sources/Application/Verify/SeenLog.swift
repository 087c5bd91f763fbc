public import Journal
public import Quantities

/// What a reader keeps of a log: a checkpoint that it saw, or the verdict that it came to.
///
/// A checkpoint only says what the log's key signed. A verdict says that every entry up to there
/// was judged by this reader and held; the tree binds them, so that they need not be judged again.
public struct SeenLog: Hashable, Sendable {
  /// The checkpoint.
  public let checkpoint: SignedCheckpoint
  /// The program that was judged; nil for a checkpoint alone.
  public let program: Digest?

  /// The longest file that is read.
  public static let limitBytes = LogSourceLimit.noteBytes + 256
  private static let head = "stipend verdict v1\nprogram "

  private init(checkpoint: SignedCheckpoint, program: Digest?) {
    self.checkpoint = checkpoint
    self.program = program
  }

  /// A checkpoint that was seen.
  public init(_ checkpoint: SignedCheckpoint) {
    self.init(checkpoint: checkpoint, program: nil)
  }

  /// What a verdict leaves for the next time; nil unless everything held.
  public init?(_ verdict: LogVerdict) {
    guard verdict.isGood, let checkpoint = verdict.checkpoint, let program = verdict.program
    else { return nil }
    self.init(checkpoint: checkpoint, program: program)
  }

  /// Reads either: the two lines of a verdict before the checkpoint, or the checkpoint alone.
  public init(bytes: [UInt8]) throws(CheckpointRefusal) {
    let head = Array(Self.head.utf8)
    let start = head.count + 65
    guard bytes.starts(with: head), bytes.count > start, bytes[start - 1] == 10,
      let program = try? Digest(
        hex: String(decoding: bytes[head.count..<(start - 1)], as: UTF8.self))
    else {
      self.init(try SignedCheckpoint(bytes: bytes))
      return
    }
    self.init(checkpoint: try SignedCheckpoint(bytes: Array(bytes[start...])), program: program)
  }

  /// The file.
  public var bytes: [UInt8] {
    guard let program else { return checkpoint.bytes }
    return Array("\(Self.head)\(program.hex)\n".utf8) + checkpoint.bytes
  }

  /// Size and root.
  var treeHead: TreeHead { checkpoint.checkpoint.head }
}
