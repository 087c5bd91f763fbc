public import Journal
public import Quantities

/// Goes on with a log under another operator's key, by entries that its committee signed.
///
/// They are the first that the new key's checkpoint covers: the last of them, or one before them,
/// puts the key in place. What any witness has cosigned must be in the log, or nothing is signed.
public struct SucceedOperator {
  private let store: any JournalStore
  private let blobs: any BlobStore
  private let signer: NoteSigner

  /// Takes the log's copy, opened for writing, and the new operator's key under the log's name.
  public init(store: any JournalStore, blobs: any BlobStore, signer: NoteSigner) {
    self.store = store
    self.blobs = blobs
    self.signer = signer
  }

  /// What was signed.
  public struct Outcome: Sendable {
    /// Size and root under the new key.
    public let head: TreeHead
    /// Where each entry stands.
    public let places: [Int64]
  }

  /// Logs the entries, if any are still needed, in one batch, once the log holds every head that
  /// witnesses cosigned.
  public func run(
    _ envelopes: [[UInt8]], cosigned heads: [TreeHead], now: Timestamp
  ) throws(SuccessionFailure) -> Outcome {
    var writer: JournalWriter
    do {
      // Without entries, those of the log must have named the key before.
      writer = try JournalWriter(
        store: store, blobs: blobs, signers: [signer], takesOver: !envelopes.isEmpty)
    } catch {
      if case .logKeyOther(let expected) = error { throw .keyOther(expected: expected) }
      throw .journal(error)
    }
    try confirm(heads)
    let outcomes: [Submission]
    do {
      outcomes = try writer.submit(envelopes, now: now)
    } catch {
      if case .logKeyOther(let expected) = error { throw .keyOther(expected: expected) }
      throw .journal(error)
    }
    var places: [Int64] = []
    for outcome in outcomes {
      switch outcome {
      case .logged(let index, _), .duplicate(let index, _): places.append(index)
      default: throw .refused(outcome)
      }
    }
    guard envelopes.isEmpty || writer.signer != nil else {
      throw .keyOther(expected: "\(writer.verifier)")
    }
    return Outcome(head: writer.head, places: places)
  }

  private func confirm(_ heads: [TreeHead]) throws(SuccessionFailure) {
    do throws(ConfirmationRefusal) {
      let confirming = ConfirmRestoration(store)
      try confirming.compare(heads)
      do {
        guard try store.restoration() != nil else { return }
        try store.confirmRestoration()
      } catch {
        throw .journal(error)
      }
    } catch {
      throw .unconfirmed(error)
    }
  }
}

/// Why a log was not taken over.
public enum SuccessionFailure: Error, Sendable {
  /// The copy cannot be opened.
  case journal(JournalFailure)
  /// Witnesses have seen other entries, or more.
  case unconfirmed(ConfirmationRefusal)
  /// An entry was not admitted; nothing was signed.
  case refused(Submission)
  /// The entries do not put this key in place.
  case keyOther(expected: String)
}
