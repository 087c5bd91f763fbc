import Evidence
import Quantities
import Rewards
import Testing

/// Law 2: a statement does not tell how many worked on it, nor who was done first.
@Suite struct WorkforceTests {
  /// Gives out ranges of a few, the last one first.
  private struct Backwards: Workforce {
    let most: Int

    func share<Part: Sendable, Failure: Error>(
      _ count: Int, _ work: @Sendable (Range<Int>) throws(Failure) -> Part
    ) throws(Failure) -> [Part] {
      var results: [Result<Part, Failure>] = []
      var end = count
      repeat {
        let start = end % most == 0 ? max(0, end - most) : end - end % most
        let range = start..<end
        results.append(Result { () throws(Failure) in try work(range) })
        end = start
      } while end > 0
      var parts: [Part] = []
      for result in results.reversed() { parts.append(try result.get()) }
      return parts
    }
  }

  private func isSame(_ input: EpochInput, _ most: Int) -> Bool {
    let alone = Result { () throws(CloseRejection) in try RewardEngine.statement(for: input) }
    let shared = Result { () throws(CloseRejection) in
      try RewardEngine.statement(for: input, by: Backwards(most: most))
    }
    return alone == shared
  }

  @Test func anyDivisionGivesTheSameStatement() throws {
    for seed in 0..<1_000 as Range<UInt64> {
      let random = RandomWorld(seed: seed)
      let input = random.world.input(tally: random.tally(1))
      for most in 1...3 { #expect(isSame(input, most), "seed \(seed), ranges of \(most)") }
    }
  }

  @Test func anyDivisionGivesTheSameBytes() throws {
    let hash: MerkleTree.Hash = { TestHash.digest($0) }
    for seed in 0..<1_000 as Range<UInt64> {
      for statement in try RandomWorld(seed: seed).statements() {
        let alone = StatementWriter.write(statement, hash: hash)
        let table = StatementCSV.write(statement)
        for most in 1...3 {
          let workers = Backwards(most: most)
          let shared = StatementWriter.write(statement, by: workers, hash: hash)
          #expect(shared.bytes == alone.bytes, "seed \(seed)")
          #expect(shared.lines == alone.lines, "seed \(seed)")
          #expect(shared.tree.leaves == alone.tree.leaves, "seed \(seed)")
          #expect(StatementCSV.write(statement, by: workers) == table, "seed \(seed)")
        }
      }
    }
  }

  @Test func theFirstRefusalIsTheOneThatOneWorkerMeets() throws {
    var world = World([World.pool()])
    for number in 0..<6 { world.claim("claim-\(number)", units: 1) }
    var input = world.input(tally: world.tally().finish())
    // Two claims on one line stand side by side, wherever the ranges end.
    input.claims.append(contentsOf: input.claims)
    for most in 1...5 { #expect(isSame(input, most), "ranges of \(most)") }
  }
}
