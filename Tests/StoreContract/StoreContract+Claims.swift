import Application
import Keys
import Quantities

extension StoreContract {
  func aNewStoreIsEmpty() throws {
    let store = try make(false)
    let nobody = Sha256.digest(of: [1])
    try expect(try store.size() == 0, "no leaf")
    try expect(try store.leaves(0..<10).isEmpty, "no leaves")
    try expect(try store.index(of: nobody) == nil, "no identity")
    try expect(
      try store.tile(TilePlace(level: 0, number: 0), width: 1) == nil, "no tile")
    try expect(try store.newestCheckpoint() == nil, "no checkpoint")
    try expect(try store.newestCosignedSize() == nil, "no cosignature")
    try expect(try store.promises().isEmpty, "no promise")
    try expect(try store.restoration() == nil, "no mark")
  }

  func grows(by counts: [Int], leafBytes: Int) throws {
    let store = try make(false)
    var log = SampleLog()
    for count in counts {
      try store.append(log.grow(count, leafBytes: leafBytes))
      if log.size < 10_000 { try Self.compare(store, log) }
    }
    try Self.compare(store, log)
  }

  func everyTileIsThereInEveryWidth() throws {
    let store = try make(false)
    var log = SampleLog()
    for count in [5, 252, 300] { try store.append(log.grow(count)) }
    for (place, width) in TilePlace.changed(from: 0, to: log.size) {
      for part in 1...width {
        try expect(
          try store.tile(place, width: part) == log.tile(place, width: part).hashes,
          "tile \(place) in width \(part)")
      }
    }
    for width in [-1, 0, 257, Int.max] {
      try expect(
        try store.tile(TilePlace(level: 0, number: 0), width: width) == nil, "width \(width)")
    }
    for place in [
      TilePlace(level: 0, number: -1), TilePlace(level: -1, number: 0),
      TilePlace(level: 63, number: 0), TilePlace(level: 0, number: .max),
    ] {
      try expect(try store.tile(place, width: 1) == nil, "tile \(place) is none")
    }
  }

  func rangesAreClippedToTheLog() throws {
    let store = try make(false)
    var log = SampleLog()
    try store.append(log.grow(5))
    try expect(try store.leaves(3..<90) == log.leaves[3...].map(\.bytes), "up to the end")
    try expect(try store.leaves(5..<6).isEmpty, "nothing behind the end")
    try expect(try store.leaves(2..<2).isEmpty, "an empty range")
    try expect(try store.leaves(-4..<1) == [log.leaves[0].bytes], "nothing before the first")
    try expect(try store.leaves(0..<Int64.max).count == 5, "the widest range")
  }

  func aBatchForAnotherSizeIsAConflict() throws {
    let store = try make(false)
    var log = SampleLog()
    try store.append(log.grow(4))
    var other = SampleLog(seed: 2)
    for count in [1, 3, 4, 5] {
      var batch = other
      let early = batch.grow(count)
      try expect(.conflict(expected: 0, actual: 4), "a batch for an empty log") {
        try store.append(early)
      }
    }
    _ = other.grow(9)
    let late = other.grow(1)
    try expect(.conflict(expected: 9, actual: 4), "a batch for a longer log") {
      try store.append(late)
    }
    try Self.compare(store, log)
  }

  func anIdentityIsLoggedOnce() throws {
    let store = try make(false)
    var log = SampleLog()
    try store.append(log.grow(4))
    for index in 0..<4 {
      var next = log
      var batch = next.grow(2)
      batch.leaves[1].identity = log.leaves[index].identity
      try expect(
        .alreadyLogged(log.leaves[index].identity, index: Int64(index)), "leaf \(index) again"
      ) {
        try store.append(batch)
      }
    }
    try Self.compare(store, log)
  }

  func anIdentityTwiceInOneBatchIsRefused() throws {
    let store = try make(false)
    var log = SampleLog()
    var batch = log.grow(3)
    batch.leaves[2].identity = batch.leaves[0].identity
    try expect(.alreadyLogged(batch.leaves[0].identity, index: 0), "twice in a batch") {
      try store.append(batch)
    }
    try Self.compare(store, SampleLog())
  }

  func aRefusedBatchLeavesNothing() throws {
    let store = try make(false)
    var log = SampleLog()
    try store.append(log.grow(250))
    var next = log
    var refused = next.grow(20)
    refused.leaves[19].identity = log.leaves[7].identity
    try expect(.alreadyLogged(log.leaves[7].identity, index: 7), "the last leaf again") {
      try store.append(refused)
    }
    try Self.compare(store, log)
    try store.append(log.grow(20))
    try Self.compare(store, log)
  }

  func malformedBatchesAreRefused() throws {
    let store = try make(false)
    var log = SampleLog()
    try store.append(log.grow(255))
    var next = log
    let good = next.grow(2)
    var bad: [String: JournalBatch] = [:]
    func add(_ name: String, _ change: (inout JournalBatch) -> Void) {
      var batch = good
      change(&batch)
      bad[name] = batch
    }
    add("no leaf") { $0.leaves = [] }
    add("an empty leaf") { $0.leaves[1].bytes = [] }
    add("a leaf too long") { $0.leaves[0].bytes = Array(repeating: 1, count: 65_536) }
    add("no checkpoint") { $0.checkpoint = [] }
    add("a checkpoint too long") { $0.checkpoint = Array(repeating: 1, count: 65_537) }
    add("no tile") { $0.tiles = [] }
    add("a tile too many") { $0.tiles.append($0.tiles[0]) }
    add("a tile of another place") { $0.tiles[0].place.number = 1 }
    add("a tile too short") { $0.tiles[0].hashes.removeLast(32) }
    add("a tile too long") { $0.tiles[0].hashes += Array(repeating: 0, count: 32) }
    add("a size below nothing") { $0.expectedSize = -1 }
    add("a size beyond bounds") { $0.expectedSize = .max }
    for (name, batch) in bad.sorted(by: { $0.key < $1.key }) {
      try expectMalformed(name) { try store.append(batch) }
    }
    try Self.compare(store, log)
    try store.append(good)
    try Self.compare(store, next)
  }

  func hashesOfATileNeverChange() throws {
    let store = try make(false)
    var log = SampleLog()
    try store.append(log.grow(511))
    var next = log
    let good = next.grow(2)
    var bad = good
    bad.tiles[0].hashes[20] ^= 1
    try expectMalformed("a changed hash over the first leaves") { try store.append(bad) }
    try Self.compare(store, log)
    try store.append(good)
    try Self.compare(store, next)
  }

  func checkpointsOfAllBatchesStay() throws {
    let store = try make(false)
    var log = SampleLog()
    for count in [2, 1, 4] { try store.append(log.grow(count)) }
    for checkpoint in log.checkpoints {
      try expect(
        try store.checkpoint(size: checkpoint.size) == checkpoint, "size \(checkpoint.size)")
    }
    try expect(try store.checkpoint(size: 1) == nil, "no batch ended at 1")
    try expect(try store.checkpoint(size: 8) == nil, "no batch ended at 8")
  }
}
