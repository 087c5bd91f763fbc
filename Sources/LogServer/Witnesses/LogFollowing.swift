public import Application
public import Journal
import Quantities

/// What a witness makes of a published log since what it cosigned last.
public enum LogFollowing: Sendable {
  /// Nothing new.
  case unchanged
  /// A checkpoint to be judged, with the proof that the log's own tiles give.
  case changed(AddCheckpointRequest)
  /// A checkpoint that none of the keys known signed; the log's entries may say whose it is.
  case unknownKey(SignedCheckpoint)
  /// A checkpoint that a former operator signed, of a size that it has no say over.
  case former(SignedCheckpoint, RetiredKey)
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
    /// Its entries cannot be read or judged, which would say whose key signs.
    case entries(String)
    /// A key signed that nothing in the log puts in place.
    case notByOperator(VerifierKey?)
  }

  /// Looks at a log once.
  public static func look(
    at source: any LogSource, of log: WitnessedLog
  ) throws(Failure) -> LogFollowing {
    let head = log.head
    let bytes: [UInt8]
    do {
      bytes = try source.checkpoint()
    } catch {
      throw .source(error)
    }
    let checkpoint: SignedCheckpoint
    do {
      checkpoint = try SignedCheckpoint(bytes: bytes)
    } catch {
      throw .checkpoint(error)
    }
    do {
      try checkpoint.verify(log: log.keys)
    } catch {
      if let former = log.usurper(of: checkpoint) { return .former(checkpoint, former) }
      return .unknownKey(checkpoint)
    }
    let new = checkpoint.checkpoint.head
    if new == head { return .unchanged }
    guard new.size >= head.size else { return .shrunk(checkpoint) }
    return .changed(try request(checkpoint, after: head, source))
  }

  /// What asks for a cosignature of a checkpoint.
  static func request(
    _ checkpoint: SignedCheckpoint, after head: TreeHead, _ source: any LogSource
  ) throws(Failure) -> AddCheckpointRequest {
    let proof = try proof(from: head.size, to: checkpoint.checkpoint.head, source)
    guard
      let request = AddCheckpointRequest(
        oldSize: head.size, proof: proof, checkpoint: checkpoint)
    else { preconditionFailure("A proof that was made has no more nodes than a proof has.") }
    return request
  }

  private static func proof(
    from old: Int, to new: TreeHead, _ source: any LogSource
  ) throws(Failure) -> ConsistencyProof {
    if old == new.size { return ConsistencyProof(path: []) }
    do {
      var hashes = try TileHashReader(new, from: PublishedTiles(source))
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
    case .entries(let what): "whose key signs cannot be judged: \(what)"
    case .notByOperator(let key):
      "its checkpoint is signed by another key than \(key.map { "\($0)" } ?? "any known"), whom "
        + "its entries name for that size"
    }
  }
}
