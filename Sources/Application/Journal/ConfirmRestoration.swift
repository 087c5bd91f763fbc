public import Journal
public import Quantities

/// Lets a restored log sign again, once it is shown to hold the newest cosigned checkpoint.
///
/// Signing another entry at a place that the world has seen filled would fork the log. So the log
/// must be at least as long as the checkpoint, and have its root at its size.
public struct ConfirmRestoration {
  private let journal: any JournalStore

  /// Takes the restored log, opened for writing.
  public init(_ journal: any JournalStore) {
    self.journal = journal
  }

  /// Compares with the head of a checkpoint whose signature and cosignatures the caller verified.
  public func run(newest head: TreeHead) throws(ConfirmationRefusal) { try run(newest: [head]) }

  /// Compares with every head that a witness cosigned last, the caller having verified each.
  public func run(newest heads: [TreeHead]) throws(ConfirmationRefusal) {
    do {
      guard try journal.restoration() != nil else { throw ConfirmationRefusal.notRestored }
      try compare(heads)
      try journal.confirmRestoration()
    } catch let refusal as ConfirmationRefusal {
      throw refusal
    } catch let failure as JournalStoreFailure {
      throw .journal(failure)
    } catch {
      throw .journal(.unavailable("\(error)"))
    }
  }

  /// Refuses where the log lacks a head, or has another root at its size; changes nothing.
  func compare(_ heads: [TreeHead]) throws(ConfirmationRefusal) {
    do {
      let size = try journal.size()
      for head in heads {
        guard size >= head.size else {
          throw ConfirmationRefusal.behind(size: size, cosigned: Int64(head.size))
        }
        let root = try journal.root(size: Int64(head.size))
        guard root == head.root else { throw ConfirmationRefusal.forked(size: Int64(head.size)) }
      }
    } catch let refusal as ConfirmationRefusal {
      throw refusal
    } catch let failure as JournalStoreFailure {
      throw .journal(failure)
    } catch {
      throw .journal(.unavailable("\(error)"))
    }
  }
}

/// Why a restored log may not sign.
public enum ConfirmationRefusal: Error, Hashable, Sendable {
  /// It is marked as no restored log.
  case notRestored
  /// It lacks entries that witnesses have seen.
  case behind(size: Int64, cosigned: Int64)
  /// It has other entries than witnesses have seen.
  case forked(size: Int64)
  /// The store failed.
  case journal(JournalStoreFailure)

  /// The stable code of the refusal.
  public var code: String {
    switch self {
    case .notRestored: "restore-not-restored"
    case .behind: "restore-behind"
    case .forked: "restore-forked"
    case .journal(let failure): failure.code
    }
  }

  /// What is wrong, and what to do.
  public var sentence: String {
    switch self {
    case .notRestored: "This log was not restored from a backup; there is nothing to confirm."
    case .behind(let size, let cosigned):
      "The backup ends at entry \(size), and witnesses have seen \(cosigned). Fetch the entries "
        + "between from a mirror, or restore a newer backup; signing now would fork the log."
    case .forked(let size):
      "The first \(size) entries are not those that witnesses have seen. This is another log, or "
        + "an altered one; it must never sign."
    case .journal(let failure): failure.sentence
    }
  }
}

extension JournalStore {
  /// Root of the first leaves' tree, recomputed from their bytes.
  public func root(size: Int64) throws(JournalStoreFailure) -> Digest {
    var frontier = TreeFrontier()
    var next: Int64 = 0
    while next < size {
      let leaves = try leaves(next..<min(size, next + 256))
      guard !leaves.isEmpty else { throw .damaged("leaf \(next) is missing") }
      for leaf in leaves { frontier.append(TreeHash.leaf(leaf)) }
      next += Int64(leaves.count)
    }
    return frontier.root
  }
}
