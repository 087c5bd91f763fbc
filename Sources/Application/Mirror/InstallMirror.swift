import Journal
public import Quantities

/// Fills an empty journal with a copy of a log, so that somebody can go on with it.
///
/// The journal is marked as restored: it signs nothing until it was held against the newest
/// cosigned checkpoints.
public struct InstallMirror {
  private let copy: any LogSource
  private let store: any JournalStore

  /// Takes the copy and an empty journal.
  public init(_ copy: any LogSource, into store: any JournalStore) {
    self.copy = copy
    self.store = store
  }

  /// Installs it, all or nothing; gives its size. A journal that begins with it is left as it is.
  public func run(
    at time: Timestamp, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(MirrorFailure) -> Int {
    let checkpoint: SignedCheckpoint
    do {
      checkpoint = try SignedCheckpoint(bytes: copy.checkpoint())
    } catch let failure as LogSourceFailure {
      throw .copy(failure)
    } catch {
      throw .damaged("its checkpoint is none: \(error)")
    }
    let head = checkpoint.checkpoint.head
    do throws(JournalStoreFailure) {
      if try store.size() > 0 {
        guard try store.size() >= head.size, try store.root(size: Int64(head.size)) == head.root
        else { throw .damaged("the journal there is another one than the copy") }
        return head.size
      }
      var reading = Reading(copy: copy, head: head)
      try store.install(
        JournalCheckpoint(size: Int64(head.size), note: checkpoint.bytes), at: time
      ) { () throws(JournalStoreFailure) in
        let part = try reading.next()
        progress(reading.tree.size, head.size)
        return part
      }
    } catch {
      throw .entries(.store(error))
    }
    return head.size
  }

  private struct Reading {
    let copy: any LogSource
    let head: TreeHead
    var tree = TileAppender()

    mutating func next() throws(JournalStoreFailure) -> JournalPart? {
      guard tree.size < head.size else {
        guard tree.head == head else {
          throw .damaged("the copy's entries do not lead to the root of its checkpoint")
        }
        return nil
      }
      let index = tree.size / TileAddress.fullWidth
      let width = TileGeometry.width(of: .entries, index: index, size: head.size)
      let leaves = try leaves(of: TileAddress(.entries, index: index, width: width))
      var part = JournalPart(leaves: [], tiles: [])
      for bytes in leaves {
        guard let leaf = try? Leaf(bytes: bytes) else {
          throw .damaged("entry \(tree.size + part.leaves.count) of the copy is none")
        }
        part.leaves.append(
          JournalLeaf(identity: leaf.envelope.identity, hash: leaf.hash, bytes: bytes))
      }
      part.tiles = tree.append(part.leaves.map(\.hash)).compactMap(JournalTile.init)
      return part
    }

    private func leaves(of address: TileAddress) throws(JournalStoreFailure) -> [[UInt8]] {
      do {
        guard let bytes = try copy.tile(address) else {
          throw JournalStoreFailure.damaged("\(address) of the copy is not there")
        }
        return try EntryBundle.entries(bytes, of: address)
      } catch let failure as JournalStoreFailure {
        throw failure
      } catch {
        throw .damaged("\(address) of the copy: \(error)")
      }
    }
  }
}
