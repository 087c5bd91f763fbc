import Dispatch
import Keys
import Quantities
import Simulation
import Synchronization
import Testing

@testable import Application

@Suite struct KeptBlobTests {
  private static func bytes(_ number: Int, count: Int = 100) -> [UInt8] {
    Array("\(number) ".utf8) + [UInt8](repeating: 7, count: count)
  }

  @Test func whatIsReadAheadIsCountedWhenItIsAskedFor() throws {
    let memory = MemoryBlobs()
    let names = try (0..<300).map { try memory.put(Self.bytes($0)) }
    for seed in 0..<50 {
      var random = SplitMix64(seed: UInt64(seed))
      let kept = KeptBlobs(memory)
      kept.expect(names)
      var asked: Set<Digest> = []
      for _ in 0..<100 {
        let number = Int(random.next() % 300)
        asked.insert(names[number])
        let found = try kept.get(names[number], lengthBytes: nil)
        #expect(found == Self.bytes(number), "seed \(seed)")
        #expect(kept.count == asked.count, "seed \(seed)")
      }
      kept.expectNothing()
    }
  }

  @Test func whatFailsAheadFailsWhereItIsAskedFor() throws {
    let memory = MemoryBlobs()
    let there = try memory.put(Self.bytes(1))
    let absent = Sha256.digest(of: Self.bytes(2))
    let kept = KeptBlobs(Refusing(memory, Sha256.digest(of: Self.bytes(3))))
    kept.expect([absent, Sha256.digest(of: Self.bytes(3)), there])
    #expect(try kept.get(there, lengthBytes: nil) == Self.bytes(1))
    #expect(try kept.get(absent, lengthBytes: nil) == nil)
    #expect(throws: BlobFailure.unavailable("off")) {
      try kept.get(Sha256.digest(of: Self.bytes(3)), lengthBytes: nil)
    }
    kept.expectNothing()
  }

  @Test func anotherLengthThanAskedForIsAltered() throws {
    let memory = MemoryBlobs()
    let name = try memory.put(Self.bytes(1))
    for isExpected in [true, false] {
      let kept = KeptBlobs(memory)
      if isExpected { kept.expect([name]) }
      #expect(throws: BlobFailure.altered(name)) { try kept.get(name, lengthBytes: 5) }
      kept.expectNothing()
    }
  }

  @Test func littleIsHeldAhead() throws {
    let memory = MemoryBlobs()
    let names = try (0..<40).map { try memory.put(Self.bytes($0, count: 1 << 20)) }
    let counting = Counting(memory)
    let kept = KeptBlobs(counting)
    kept.expect(names)
    for _ in 0..<BlobsAhead.limitBytes >> 20 { counting.read.wait() }
    let late = try kept.get(names[39], lengthBytes: nil)
    #expect(late != nil, "what is not held ahead is read all the same")
    #expect(counting.count.withLock { $0 } == BlobsAhead.limitBytes >> 20 + 1)
    kept.expectNothing()
  }

  @Test func whatNobodyAsksForGoesAfterSomeTurns() {
    var shelf = Shelf<Int, Int>(limitBytes: 1_000_000)
    shelf.keep(1, for: 1, bytes: 8)
    for turn in 2..<1_000 {
      shelf.beginTurn()
      shelf.keep(turn, for: turn, bytes: 8)
      let (always, late) = (shelf[1], shelf[turn - 60])
      #expect(always == 1, "it is asked for in every turn")
      #expect(late == (turn > 60 ? turn - 60 : nil))
    }
    for _ in 0..<66 { shelf.beginTurn() }
    let left = (1..<1_000).filter { shelf[$0] != nil }
    #expect(left.isEmpty)
  }
}

/// A store that does not answer for one name.
private struct Refusing: BlobStore {
  let store: MemoryBlobs
  let refused: Digest

  init(_ store: MemoryBlobs, _ refused: Digest) {
    self.store = store
    self.refused = refused
  }

  func get(_ digest: Digest, lengthBytes: Int64?) throws(BlobFailure) -> [UInt8]? {
    if digest == refused { throw .unavailable("off") }
    return try store.get(digest, lengthBytes: lengthBytes)
  }

  func put(_ bytes: [UInt8]) throws(BlobFailure) -> Digest { try store.put(bytes) }

  func has(_ digest: Digest) throws(BlobFailure) -> Bool { try store.has(digest) }

  func list() throws(BlobFailure) -> [Digest] { try store.list() }
}

/// A store that counts what is read.
private final class Counting: BlobStore {
  let store: MemoryBlobs
  let count = Mutex(0)
  let read = DispatchSemaphore(value: 0)

  init(_ store: MemoryBlobs) { self.store = store }

  func get(_ digest: Digest, lengthBytes: Int64?) throws(BlobFailure) -> [UInt8]? {
    count.withLock { $0 += 1 }
    defer { read.signal() }
    return try store.get(digest, lengthBytes: lengthBytes)
  }

  func put(_ bytes: [UInt8]) throws(BlobFailure) -> Digest { try store.put(bytes) }

  func has(_ digest: Digest) throws(BlobFailure) -> Bool { try store.has(digest) }

  func list() throws(BlobFailure) -> [Digest] { try store.list() }
}
