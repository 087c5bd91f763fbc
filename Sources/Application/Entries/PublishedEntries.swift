import Journal
public import Program

/// The entries of a published log, each held against the checkpoint's tree; whether they may stand
/// is judged by whoever folds them.
public struct PublishedEntries: Sendable {
  /// All of them, in the log's order.
  public private(set) var entries: [LoggedEntry] = []
  private let checkpoint: SignedCheckpoint

  /// The most bytes of entries that are held at once: 1 GiB, a program's hundred years.
  public static let limitBytes = 1 << 30

  /// Reads every entry; stops at the first that is not the checkpoint's.
  public init(
    _ source: any LogSource, limits: VerifyLimits = VerifyLimits(),
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws(PublishedEntriesFailure) {
    do {
      checkpoint = try SignedCheckpoint(bytes: try source.checkpoint())
      let head = checkpoint.checkpoint.head
      guard head.size > 0 else { return }
      guard head.size <= limits.entries else { throw PublishedEntriesFailure.tooMuch }
      var tiles = try TileHashReader(head, from: PublishedTiles(source))
      var reader = EntryReader()
      var bytes = 0
      for bundle in 0...((head.size - 1) / TileAddress.fullWidth) {
        let width = TileGeometry.width(of: .entries, index: bundle, size: head.size)
        let address = TileAddress(.entries, index: bundle, width: width)
        let leaves = try LogWalk.bundle(address, from: source, provenBy: &tiles)
        bytes += leaves.reduce(0) { $0 + $1.count }
        guard bytes <= Self.limitBytes else { throw PublishedEntriesFailure.tooMuch }
        for leaf in leaves { entries.append(try reader.read(leaf: leaf)) }
        progress(entries.count, head.size)
      }
    } catch {
      throw Self.failure(error)
    }
  }

  /// Refuses a checkpoint that is not by the operator whom the entries name at its size: the times
  /// of entries, and that none is missing, are nobody else's word.
  public func requireOperator(in state: ProgramState) throws(PublishedEntriesFailure) {
    let key = state.operators.term(ofSize: checkpoint.checkpoint.head.size)?.verifier
    do {
      try checkpoint.verify(log: key.map { [$0] } ?? [])
    } catch {
      throw .refused("checkpoint-signature", "its checkpoint is not by its operator: \(error)")
    }
  }

  private static func failure(_ error: any Error) -> PublishedEntriesFailure {
    switch error {
    case let failure as PublishedEntriesFailure: failure
    case let failure as LogSourceFailure: .source(failure)
    case let refusal as CheckpointRefusal: .refused(refusal.code, refusal.description)
    case TileFailure<LogSourceFailure>.source(let failure): .source(failure)
    case TileFailure<LogSourceFailure>.refused(let refusal):
      .refused(refusal.code, refusal.description)
    case let fault as LeafFault: .refused(fault.code, "an entry cannot be read")
    default: preconditionFailure("Reading a log throws one of these: \(error)")
    }
  }
}

/// Why a published log's entries cannot be read.
public enum PublishedEntriesFailure: Error, Sendable {
  /// The source does not give them.
  case source(LogSourceFailure)
  /// They are not what the checkpoint names, or no entries: the code, and what is wrong.
  case refused(String, String)
  /// There are more than are taken in.
  case tooMuch
}
