public import Application
public import Journal
import Quantities

/// What a witness makes of a published log since what it cosigned last.
public enum LogFollowing: Sendable {
  /// Nothing new.
  case unchanged
  /// A checkpoint to be judged, with the proof that the log's own tiles give.
  case changed(AddCheckpointRequest)
  /// The log shows fewer entries than were cosigned.
  case shrunk(SignedCheckpoint)

  /// Why a log could not be followed.
  public enum Failure: Error, Sendable {
    /// The log gives no answer.
    case source(LogSourceFailure)
    /// Its checkpoint is none, or none of its keys'.
    case checkpoint(CheckpointRefusal)
    /// Its tiles are not those of its checkpoint.
    case tiles(TileRefusal)
  }

  /// Looks at a log once.
  public static func look(
    at source: any LogSource, after head: TreeHead, keys: [VerifierKey]
  ) throws(Failure) -> LogFollowing {
    let bytes: [UInt8]
    do {
      bytes = try source.checkpoint()
    } catch {
      throw .source(error)
    }
    let checkpoint: SignedCheckpoint
    do {
      checkpoint = try SignedCheckpoint(bytes: bytes)
      try checkpoint.verify(log: keys)
    } catch {
      throw .checkpoint(error)
    }
    let new = checkpoint.checkpoint.head
    if new == head { return .unchanged }
    guard new.size >= head.size else { return .shrunk(checkpoint) }
    let proof = try proof(from: head.size, to: new, source)
    guard
      let request = AddCheckpointRequest(
        oldSize: head.size, proof: proof, checkpoint: checkpoint)
    else { preconditionFailure("A proof that was made has no more nodes than a proof has.") }
    return .changed(request)
  }

  private static func proof(
    from old: Int, to new: TreeHead, _ source: any LogSource
  ) throws(Failure) -> ConsistencyProof {
    if old == new.size { return ConsistencyProof(path: []) }
    do {
      var hashes = try TileHashReader(new, from: PublishedTiles(source: source))
      return try ConsistencyProof(from: old, to: new.size, in: &hashes)
    } catch {
      switch error {
      case .source(let failure): throw .source(failure)
      case .refused(let refusal): throw .tiles(refusal)
      }
    }
  }
}

extension LogFollowing.Failure: CustomStringConvertible {
  /// What is wrong.
  public var description: String {
    switch self {
    case .source(.missing(let text)), .source(.unavailable(let text)): text
    case .source(.tooLong(let place, let limitBytes)):
      "\(place): longer than the \(limitBytes) bytes that it can have"
    case .checkpoint(let refusal): "its checkpoint is refused: \(refusal)"
    case .tiles(let refusal): "its tiles are refused: \(refusal)"
    }
  }
}

/// A published log's tiles as a source of hashes.
struct PublishedTiles: TileSource {
  let source: any LogSource

  func bytes(of tile: TileAddress) throws(LogSourceFailure) -> [UInt8] {
    guard let bytes = try source.tile(tile) else { throw .missing("\(tile) is not published") }
    return bytes
  }
}
