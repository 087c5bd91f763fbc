import Journal
import Quantities
import TestSupport
import Testing

@Suite struct TileTests {
  @Test func pathsAreThoseOfTheSpecification() throws {
    let known: [(TileAddress, String)] = [
      (TileAddress(.hashes(level: 0), index: 0), "tile/0/000"),
      (TileAddress(.hashes(level: 0), index: 1_234, width: 56), "tile/0/x001/234.p/56"),
      (TileAddress(.hashes(level: 3), index: 1_234_067), "tile/3/x001/x234/067"),
      (TileAddress(.entries, index: 999, width: 255), "tile/entries/999.p/255"),
      (TileAddress(.entries, index: 1_000), "tile/entries/x001/000"),
    ]
    for (address, path) in known {
      #expect(address.path == path)
      #expect(try TileAddress(path: path) == address)
    }
  }

  @Test(arguments: [
    "", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/0000", "tile/0/x000/001", "tile/0/x001",
    "tile/0/001/002", "tile/00/000", "tile/8/000", "tile/64/000", "tile/-1/000", "tile/0/000.p/0",
    "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/1/2",
    "/tile/0/000", "tile/0/000/", "tile/0/00a", "tile/0/x00a/000", "tile/entry/000", "Tile/0/000",
    "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/0/٠٠٠", "tile/0/..", "tile/0/000.p/+1",
  ])
  func otherPathsAreRefused(path: String) {
    #expect(throws: TileRefusal.path) { try TileAddress(path: path) }
  }

  @Test func aTreeOf70000LeavesHasTheTilesThatTheSpecificationCounts() {
    let tiles = TileGeometry.changes(from: 0, to: 70_000).filter { $0.content != .entries }
    func count(_ level: Int, full: Bool) -> Int {
      tiles.filter { $0.content == .hashes(level: level) && $0.isFull == full }.count
    }
    #expect((0...2).map { count($0, full: true) } == [273, 1, 0])
    #expect(tiles.filter { !$0.isFull }.map(\.width) == [112, 17, 1])
    #expect(TileGeometry.edge(size: 256).map(\.path) == ["tile/1/000.p/1"])
    #expect(TileGeometry.width(of: .entries, index: 273, size: 70_000) == 112)
    #expect(TileGeometry.width(of: .entries, index: 274, size: 70_000) == 0)
  }

  @Test func anyDivisionIntoBatchesGivesTheSameTilesAndRoot() throws {
    for seed in UInt64(0)..<1_000 {
      var random = SplitMix64(seed: seed)
      // Now and then past a full tile of the second level's first hashes.
      let leaves = NaiveTree.leaves(random.below(seed % 50 == 0 ? 2_000 : 400), seed: seed)
      var whole = TileAppender()
      let once = whole.append(leaves)
      var tiles = MemoryTiles()
      var appender = TileAppender()
      var rest = leaves[...]
      while !rest.isEmpty {
        let batch = rest.prefix(1 + random.below(300))
        rest = rest.dropFirst(batch.count)
        let old = appender.size
        let made = appender.append(batch)
        let expected = TileGeometry.changes(from: old, to: appender.size)
        #expect(made.map(\.address) == expected.filter { $0.content != .entries }, "seed \(seed)")
        tiles.publish(made)
      }
      #expect(appender.head == whole.head, "seed \(seed)")
      #expect(appender.head == TreeHead(size: leaves.count, root: NaiveTree.root(leaves[...])))
      for tile in once {
        #expect(tiles.files[tile.address] == tile.tile.bytes, "seed \(seed) \(tile.address)")
      }
      let resumed = try TileAppender(resuming: whole.head, from: tiles)
      #expect(resumed.frontier == whole.frontier, "seed \(seed)")
    }
  }

  @Test func proofsThroughTilesAreThoseOfTheTree() throws {
    let leaves = NaiveTree.leaves(70_000)
    var tiles = MemoryTiles()
    var appender = TileAppender()
    tiles.publish(appender.append(leaves[..<69_000]))
    let before = appender.head
    tiles.publish(appender.append(leaves[69_000...]))
    var reader = try TileHashReader(appender.head, from: tiles, limitTiles: 8)
    for index in [0, 1, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999] {
      let proof = try InclusionProof(index: index, size: 70_000, from: &reader)
      try proof.verify(leaf: leaves[index], in: appender.head)
    }
    try ConsistencyProof(from: 69_000, to: 70_000, in: &reader)
      .verify(from: before, to: appender.head)
    #expect(try reader.root(size: 69_000) == before.root)
    #expect(try reader.root(size: 65_536) == NaiveTree.root(leaves[..<65_536]))
  }

  @Test func aTileThatTheTreeHasNotIsRefused() throws {
    let leaves = NaiveTree.leaves(1_000)
    var tiles = MemoryTiles()
    var appender = TileAppender()
    tiles.publish(appender.append(leaves))
    let address = TileAddress(.hashes(level: 0), index: 1)
    for seed in UInt64(0)..<1_000 {
      var random = SplitMix64(seed: seed)
      var altered = tiles
      var bytes = try tiles.bytes(of: address)
      bytes[random.below(bytes.count)] ^= UInt8(1 << random.below(8))
      altered.replace(address, bytes)
      var reader = try TileHashReader(appender.head, from: altered)
      #expect(throws: TileFailure<MemoryTiles.Missing>.refused(.hash(address)), "seed \(seed)") {
        try reader.hash(level: 0, index: 256 + random.below(256))
      }
    }
    for edge in TileGeometry.edge(size: 1_000) {
      var altered = tiles
      var bytes = try tiles.bytes(of: edge)
      bytes[0] ^= 1
      altered.replace(edge, bytes)
      #expect(throws: TileFailure<MemoryTiles.Missing>.self) {
        try TileHashReader(appender.head, from: altered)
      }
      altered.replace(edge, Array(bytes.dropLast()))
      #expect(throws: TileFailure<MemoryTiles.Missing>.self) {
        try TileHashReader(appender.head, from: altered)
      }
      altered.replace(edge, nil)
      #expect(throws: TileFailure<MemoryTiles.Missing>.source(.init(tile: edge))) {
        try TileHashReader(appender.head, from: altered)
      }
    }
    let other = TreeHead(size: 1_000, root: TreeHash.leaf([]))
    #expect(throws: TileFailure<MemoryTiles.Missing>.self) {
      try TileHashReader(other, from: tiles)
    }
    var reader = try TileHashReader(appender.head, from: tiles)
    for (level, index) in [(0, 1_000), (3, 125), (-1, 0), (0, -1), (70, 0), (10, 0)] {
      #expect(throws: TileFailure<MemoryTiles.Missing>.self) {
        try reader.hash(level: level, index: index)
      }
    }
  }

  @Test func aFullTileServesWhereThePartialOneIsGone() throws {
    let leaves = NaiveTree.leaves(256)
    var appender = TileAppender()
    _ = appender.append(leaves[..<100])
    let head = appender.head
    var tiles = MemoryTiles()
    tiles.publish(appender.append(leaves[100...]))
    var reader = try TileHashReader(head, from: tiles)
    #expect(try reader.hash(level: 0, index: 99) == leaves[99])
  }

  @Test func bundlesHoldExactlyTheirEntries() throws {
    let entries: [[UInt8]] = [[1, 2, 3], [], Array(repeating: 7, count: 300)]
    let address = TileAddress(.entries, index: 0, width: 3)
    let bytes = try EntryBundle.encode(entries)
    #expect(bytes.prefix(7) == [0, 3, 1, 2, 3, 0, 0])
    #expect(bytes[7...8] == [1, 44])
    #expect(try EntryBundle.decode(bytes, at: address) == entries)
    for count in 0..<bytes.count {
      #expect(throws: TileRefusal.bundleCount(address)) {
        try EntryBundle.decode(Array(bytes.prefix(count)), at: address)
      }
    }
    #expect(throws: TileRefusal.bundleCount(address)) {
      try EntryBundle.decode(bytes + [0], at: address)
    }
    #expect(throws: TileRefusal.entryTooLong(bytes: 65_536, limit: 65_535)) {
      try EntryBundle.encode([Array(repeating: 0, count: 65_536)])
    }
  }

  @Test func aBundleIsHeldAgainstTheTree() throws {
    let entries = (0..<300).map { Array("entry \($0)".utf8) }
    var tiles = MemoryTiles()
    var appender = TileAppender()
    tiles.publish(appender.append(entries.map { TreeHash.leaf($0) }))
    var reader = try TileHashReader(appender.head, from: tiles)
    try reader.verify(Array(entries[..<256]), bundle: 0)
    try reader.verify(Array(entries[256...]), bundle: 1)
    let address = TileAddress(.entries, index: 1, width: 44)
    var altered = Array(entries[256...])
    altered[3].append(0)
    #expect(throws: TileFailure<MemoryTiles.Missing>.refused(.entryHash(address, index: 259))) {
      try reader.verify(altered, bundle: 1)
    }
    #expect(throws: TileFailure<MemoryTiles.Missing>.refused(.bundleCount(address))) {
      try reader.verify(Array(entries[256...].dropLast()), bundle: 1)
    }
    #expect(throws: TileFailure<MemoryTiles.Missing>.self) { try reader.verify([], bundle: 2) }
  }
}
