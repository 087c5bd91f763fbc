import Dispatch
import Quantities
import Synchronization

/// Blobs that will be asked for, read, decompressed and hashed on another thread meanwhile.
///
/// It changes nothing but the time: what fails here is tried again by whoever asks, and what is
/// asked for before its turn is read there and then. A hostile server makes it hold no more than
/// `limitBytes` and one blob.
final class BlobsAhead: Sendable {
  private struct View {
    /// The names to come, in order, from `next` on.
    var names: [Digest] = []
    var next = 0
    /// How many times names were given; what is read for earlier ones is dropped.
    var round = 0
    /// Names that were taken before their turn.
    var taken: Set<Digest> = []
    /// What was read and not yet taken.
    var read: [Digest: [UInt8]] = [:]
    var bytes = 0
    /// What is being read, and who is told when it is done.
    var reading: Reading?
    /// Whether somebody reads, or is about to.
    var isAtWork = false
  }

  private struct Reading {
    let name: Digest
    let round: Int
    let done = DispatchSemaphore(value: 0)
  }

  /// The most that is read and not yet taken, but for the newest blob.
  static let limitBytes = 8 << 20

  private let store: any BlobStore
  private let queue = DispatchQueue(label: "blobs ahead")
  private let view = Mutex(View())

  init(_ store: any BlobStore) {
    self.store = store
  }

  /// Begins to read these, in order, in place of any expected before.
  func expect(_ names: [Digest]) {
    view.withLock { view in
      view.names = names
      view.next = 0
      view.round += 1
      view.taken = []
      view.read = [:]
      view.bytes = 0
    }
    goOn()
  }

  /// The bytes of a name if they were read ahead, waiting where they just are; nil otherwise, and
  /// then they are not read here any more.
  func take(_ name: Digest) -> [UInt8]? {
    let reading = view.withLock { view in
      view.taken.insert(name)
      return view.reading
    }
    if let reading, reading.name == name { reading.done.wait() }
    let bytes = view.withLock { view -> [UInt8]? in
      guard let bytes = view.read.removeValue(forKey: name) else { return nil }
      view.bytes -= bytes.count
      return bytes
    }
    goOn()
    return bytes
  }

  /// Begins to read nothing more; what is being read is dropped.
  func end() { expect([]) }

  private func goOn() {
    let begins = view.withLock { view in
      guard !view.isAtWork, view.next < view.names.count, view.bytes < Self.limitBytes else {
        return false
      }
      view.isAtWork = true
      return true
    }
    if begins { queue.async { self.work() } }
  }

  private func work() {
    while let reading = begin() {
      // Whoever asks for a blob that cannot be had is told why by asking for it again.
      let bytes = try? store.get(reading.name, lengthBytes: nil)
      view.withLock { view in
        view.reading = nil
        if let bytes, reading.round == view.round {
          view.read[reading.name] = bytes
          view.bytes += bytes.count
        }
      }
      reading.done.signal()
    }
  }

  /// The next to read; nil where there is none, or no room.
  private func begin() -> Reading? {
    view.withLock { view in
      while view.next < view.names.count, view.bytes < Self.limitBytes {
        let name = view.names[view.next]
        view.next += 1
        if view.taken.contains(name) { continue }
        let reading = Reading(name: name, round: view.round)
        view.reading = reading
        return reading
      }
      view.isAtWork = false
      return nil
    }
  }
}
