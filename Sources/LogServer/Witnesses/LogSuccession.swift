import Application
import Journal
import Program

/// Whose key signs a log, read from its own entries when a checkpoint bears a key nobody named.
///
/// All entries are read under that checkpoint, judged as a verifier judges them, and must begin
/// with what was cosigned before: so it is the committee's entry that is believed, not the server.
struct LogSuccession {
  /// The keys that may sign it now.
  let keys: [VerifierKey]
  /// Those that may not any more.
  let retired: [RetiredKey]
  /// What asks for a cosignature of the checkpoint.
  let request: AddCheckpointRequest

  init(
    _ checkpoint: SignedCheckpoint, of source: any LogSource, blobs: any BlobStore,
    after log: WitnessedLog
  ) throws(LogFollowing.Failure) {
    let head = checkpoint.checkpoint.head
    guard log.head.size > 0, head.size > log.head.size else {
      throw .notByOperator(log.keys.first)
    }
    request = try LogFollowing.request(checkpoint, after: log.head, source)
    guard (try? request.proof.verify(from: log.head, to: head)) != nil else {
      // No checkpoint of this log: whoever signed it, it is another history.
      throw .entries("it does not continue what was cosigned")
    }
    let operators = try Self.operators(under: head, source, blobs)
    guard let current = operators.term(ofSize: head.size), let key = current.verifier,
      (try? checkpoint.verify(log: [key])) != nil
    else { throw .notByOperator(operators.term(ofSize: head.size)?.verifier) }
    keys = [key]
    var retired: [RetiredKey] = []
    for (term, next) in zip(operators.terms, operators.terms.dropFirst()) {
      guard let former = term.verifier, former != key else { continue }
      retired.removeAll { $0.key == former }
      retired.append(RetiredKey(key: former, line: next.line))
    }
    self.retired = Array(retired.suffix(WitnessedLog.limitKeys))
  }

  private static func operators(
    under head: TreeHead, _ source: any LogSource, _ blobs: any BlobStore
  ) throws(LogFollowing.Failure) -> OperatorRoll {
    var walk = LogWalk(blobs: blobs)
    do {
      var tiles = try TileHashReader(head, from: PublishedTiles(source))
      while let address = walk.nextBundle(under: head) {
        let leaves = try LogWalk.bundle(address, from: source, provenBy: &tiles)
        try walk.take(walk.rest(leaves, of: address))
      }
    } catch let failure as TileFailure<LogSourceFailure> {
      switch failure {
      case .source(let failure): throw .source(failure)
      case .refused(let refusal): throw .tiles(refusal)
      }
    } catch {
      throw .entries("\(error)")
    }
    guard let operators = walk.state?.operators else { throw .entries("there are none") }
    return operators
  }
}
