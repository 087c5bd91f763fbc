import Journal
import Quantities
import TestSupport
import Testing

@Suite struct TreeTests {
  /// The tree of eight leaves that implementations of RFC 6962 are tested with.
  private static let leaves: [[UInt8]] = [
    [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
    Array(0x50...0x57), Array(0x60...0x6F),
  ]
  private static let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  @Test func rootsAreTheKnownOnes() {
    var frontier = TreeFrontier()
    #expect(frontier.root.hex == Self.roots[0])
    for (index, leaf) in Self.leaves.enumerated() {
      frontier.append(TreeHash.leaf(leaf))
      #expect(frontier.root.hex == Self.roots[index + 1])
    }
  }

  @Test func knownProofsAreMadeAndHold() throws {
    var source = LeafHashes(Self.leaves.map { TreeHash.leaf($0) })
    let head = TreeHead(size: 8, root: try Digest(hex: Self.roots[8]))
    let inclusion = InclusionProof(index: 5, size: 8, from: &source)
    #expect(
      inclusion.path.map(\.hex) == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ])
    try inclusion.verify(leaf: source.leaves[5], in: head)
    let consistency = ConsistencyProof(from: 6, to: 8, in: &source)
    #expect(
      consistency.path.map(\.hex) == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ])
    try consistency.verify(from: TreeHead(size: 6, root: try Digest(hex: Self.roots[6])), to: head)
  }

  @Test func everyProofOfSmallTreesIsTheNaiveOneAndHolds() throws {
    for size in 1...40 {
      let leaves = NaiveTree.leaves(size)
      var source = LeafHashes(leaves)
      let head = TreeHead(size: size, root: NaiveTree.root(leaves[...]))
      #expect(source.root(size: size) == head.root)
      for index in 0..<size {
        let proof = InclusionProof(index: index, size: size, from: &source)
        #expect(proof.path == NaiveTree.path(index, leaves[...]))
        try proof.verify(leaf: leaves[index], in: head)
      }
      for old in 0...size {
        let proof = ConsistencyProof(from: old, to: size, in: &source)
        #expect(proof.path == NaiveTree.consistency(old, leaves[...]))
        let before = TreeHead(size: old, root: NaiveTree.root(leaves[..<old]))
        try proof.verify(from: before, to: head)
      }
    }
  }

  @Test func anyOtherNodeSizeOrIndexIsRefused() {
    for seed in UInt64(0)..<1_000 {
      var random = SplitMix64(seed: seed)
      let size = 1 + random.below(600)
      let leaves = NaiveTree.leaves(size, seed: seed)
      var source = LeafHashes(leaves)
      let head = TreeHead(size: size, root: source.root(size: size))
      let index = random.below(size)
      let proof = InclusionProof(index: index, size: size, from: &source)
      #expect(throws: Never.self, "seed \(seed)") {
        try proof.verify(leaf: leaves[index], in: head)
      }
      for altered in Self.altered(proof.path, &random) {
        #expect(throws: ProofRefusal.self, "seed \(seed)") {
          try InclusionProof(index: index, size: size, path: altered)
            .verify(leaf: leaves[index], in: head)
        }
      }
      for other in [random.below(size), index - 1, index + 1, -1, size, .max] where other != index {
        #expect(throws: ProofRefusal.self, "seed \(seed)") {
          try InclusionProof(index: other, size: size, path: proof.path)
            .verify(leaf: leaves[index], in: head)
        }
      }
      #expect(throws: ProofRefusal.otherSize(stated: size + 1, head: size), "seed \(seed)") {
        try InclusionProof(index: index, size: size + 1, path: proof.path)
          .verify(leaf: leaves[index], in: head)
      }
      expectConsistencyIsExact(&source, seed: seed, &random)
    }
  }

  private func expectConsistencyIsExact(
    _ source: inout LeafHashes, seed: UInt64, _ random: inout SplitMix64
  ) {
    let size = source.leaves.count
    let head = TreeHead(size: size, root: source.root(size: size))
    let old = random.below(size + 1)
    let before = TreeHead(size: old, root: source.root(size: old))
    let proof = ConsistencyProof(from: old, to: size, in: &source)
    #expect(throws: Never.self, "seed \(seed)") { try proof.verify(from: before, to: head) }
    for altered in Self.altered(proof.path, &random) {
      #expect(throws: ProofRefusal.self, "seed \(seed)") {
        try ConsistencyProof(path: altered).verify(from: before, to: head)
      }
    }
    let forged = TreeHash.leaf(Array("forged".utf8))
    #expect(throws: ProofRefusal.self, "seed \(seed)") {
      try proof.verify(from: TreeHead(size: old, root: forged), to: head)
    }
    guard old > 0 else { return }
    #expect(throws: ProofRefusal.self, "seed \(seed)") {
      try proof.verify(from: before, to: TreeHead(size: size, root: forged))
    }
    if old < size {
      #expect(throws: ProofRefusal.shrinks(from: size, to: old), "seed \(seed)") {
        try proof.verify(from: head, to: before)
      }
    }
  }

  /// A path with a node changed, left out, put in, or two of them swapped.
  private static func altered(_ path: [Digest], _ random: inout SplitMix64) -> [[Digest]] {
    let foreign = TreeHash.leaf(random.nextBytes(limit: 40))
    var all = [path + [foreign], [foreign] + path]
    guard !path.isEmpty else { return all }
    let place = random.below(path.count)
    var changed = path
    changed[place] = foreign
    var cut = path
    cut.remove(at: place)
    all += [changed, cut, path + path.suffix(1)]
    if path.count > 1 {
      var swapped = path
      swapped.swapAt(place, (place + 1) % path.count)
      all.append(swapped)
    }
    return all
  }

  @Test func theEmptyTreeHasOneRootAndNoProofs() {
    let foreign = TreeHash.leaf([])
    let empty = ConsistencyProof(path: [])
    #expect(throws: Never.self) { try empty.verify(from: .empty, to: .empty) }
    #expect(throws: ProofRefusal.root) {
      try empty.verify(from: .empty, to: TreeHead(size: 0, root: foreign))
    }
    #expect(throws: ProofRefusal.root) {
      try empty.verify(from: TreeHead(size: 0, root: foreign), to: TreeHead(size: 1, root: foreign))
    }
    #expect(throws: ProofRefusal.length(expected: 0, found: 1)) {
      try ConsistencyProof(path: [foreign])
        .verify(from: .empty, to: TreeHead(size: 1, root: foreign))
    }
    #expect(throws: ProofRefusal.indexBeyond(index: 0, size: 0)) {
      try InclusionProof(index: 0, size: 0, path: []).verify(leaf: foreign, in: .empty)
    }
  }

  @Test func aFrontierResumesWhereItStopped() {
    for seed in UInt64(0)..<1_000 {
      var random = SplitMix64(seed: seed)
      let leaves = NaiveTree.leaves(1 + random.below(200), seed: seed)
      let cut = random.below(leaves.count)
      var whole = TreeFrontier()
      for leaf in leaves[..<cut] { whole.append(leaf) }
      guard var resumed = TreeFrontier(size: cut, peaks: whole.peaks) else {
        Issue.record("seed \(seed)")
        continue
      }
      for leaf in leaves[cut...] { resumed.append(leaf) }
      #expect(resumed.root == NaiveTree.root(leaves[...]), "seed \(seed)")
      #expect(TreeFrontier(size: cut + 1, peaks: whole.peaks) == nil || cut & 1 == 1)
    }
  }
}
