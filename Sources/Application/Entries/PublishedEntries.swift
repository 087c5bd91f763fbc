import Journal
import Program

/// The entries of a published log, each held against the checkpoint's tree; whether they may stand
/// is judged by whoever folds them.
public enum PublishedEntries {
  /// Reads every entry; stops at the first that is not the checkpoint's.
  public static func read(
    _ source: any LogSource, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(PublishedEntriesFailure) -> [LoggedEntry] {
    do {
      let head = try SignedCheckpoint(bytes: try source.checkpoint()).checkpoint.head
      guard head.size > 0 else { return [] }
      var tiles = try TileHashReader(head, from: PublishedTiles(source))
      var reader = EntryReader()
      var entries: [LoggedEntry] = []
      for bundle in 0...((head.size - 1) / TileAddress.fullWidth) {
        let width = TileGeometry.width(of: .entries, index: bundle, size: head.size)
        let address = TileAddress(.entries, index: bundle, width: width)
        guard let bytes = try source.tile(address) else {
          throw LogSourceFailure.missing(address.path)
        }
        let leaves = try leaves(bytes, at: address)
        try tiles.verify(leaves, bundle: bundle)
        for leaf in leaves { entries.append(try reader.read(leaf: leaf)) }
        progress(entries.count, head.size)
      }
      return entries
    } catch {
      throw failure(error)
    }
  }

  /// The entries asked for, out of a bundle that may be the full one.
  private static func leaves(
    _ bytes: [UInt8], at address: TileAddress
  ) throws(TileRefusal) -> [[UInt8]] {
    do {
      return try EntryBundle.decode(bytes, at: address)
    } catch {
      guard !address.isFull else { throw error }
      return Array(try EntryBundle.decode(bytes, at: address.full).prefix(address.width))
    }
  }

  private static func failure(_ error: any Error) -> PublishedEntriesFailure {
    switch error {
    case let failure as LogSourceFailure: .source(failure)
    case let refusal as CheckpointRefusal: .refused(refusal.code, refusal.description)
    case let refusal as TileRefusal: .refused(refusal.code, refusal.description)
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
}
