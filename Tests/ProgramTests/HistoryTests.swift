import Policy
import Program
import Quantities
import TestSupport
import Testing

@Suite struct HistoryTests {
  private let rules: ProgramRules

  init() throws {
    rules = try ProgramFixture.rules()
  }

  /// A history's admitted lines, and how many rows were refused.
  private func history(seed: UInt64, rows: Int) throws -> (FactsWriter, refused: Int) {
    var writer = try FactsWriter.program(rules: rules)
    var history = RandomHistory(seed: seed)
    var refused = 0
    for index in 0..<rows {
      let row = history.row(day: index / 2)
      let before = writer.log.digest
      do {
        try writer.add(row)
      } catch is FactsError {
        refused += 1
        #expect(writer.log.digest == before, "seed \(seed)")
      }
    }
    return (writer, refused)
  }

  @Test func foldingInOneGoOrLineByLineIsTheSame() throws {
    var admitted = 0
    for seed in 0..<1_000 as Range<UInt64> {
      let (writer, _) = try history(seed: seed, rows: 24)
      admitted += writer.state.lineCount - 2
      let whole = try FactsLog(reading: writer.bytes, rules: rules)
      #expect(whole.state == writer.state, "seed \(seed)")
      #expect(whole.digest == writer.log.digest, "seed \(seed)")
      // Cut after a random number of lines, and go on from there.
      var random = SplitMix64(seed: seed)
      let cut = random.below(whole.lineCount + 1)
      var parts = FactsLog(rules: rules)
      try parts.read(writer.bytes[...], lines: cut)
      #expect(parts.digest == FactsLog.digest(ofFirst: cut, in: writer.bytes), "seed \(seed)")
      let length = try #require(prefixLength(writer.bytes, lines: cut))
      try parts.read(writer.bytes[length...])
      #expect(parts.state == whole.state, "seed \(seed)")
    }
    #expect(admitted > 8_000, "histories hold enough to matter: \(admitted)")
  }

  private func prefixLength(_ bytes: [UInt8], lines: Int) -> Int? {
    var left = lines
    if left == 0 { return 0 }
    for (offset, byte) in bytes.enumerated() where byte == 10 {
      left -= 1
      if left == 0 { return offset + 1 }
    }
    return nil
  }

  @Test func whatIsCommittedNeverPassesAPoolOrALine() throws {
    for seed in 5_000..<6_000 as Range<UInt64> {
      let (writer, _) = try history(seed: seed, rows: 24)
      let book = writer.state.contracts
      for pool in rules.policy.pools where pool.kind == .committed {
        let total = book.contracts.reduce(0) { $0 + $1.committedMicros }
        #expect(total == book.committedMicros(pool: pool.name), "seed \(seed)")
        #expect(total <= UInt128(pool.amount.amount.magnitude), "seed \(seed)")
        // What all epochs together can owe: one floor over all contracts.
        let owed = book.contracts.reduce(UInt128(0)) { sum, contract in
          let seconds = max(0, contract.until.seconds(since: contract.body.from))
          return sum + UInt128(contract.body.units) * UInt128(contract.body.rate.magnitude)
            * UInt128(seconds)
        }
        #expect(owed / 3600 <= total, "seed \(seed)")
        for line in pool.lines {
          let committed = book.committedMicros(pool: pool.name, line: line.name)
          #expect(committed <= UInt128(line.statedMicros.magnitude), "seed \(seed)")
          let units = book.mostUnits(pool: pool.name, line: line.name, during: pool.span)
          #expect(units <= line.units, "seed \(seed)")
        }
      }
    }
  }

  /// Inside one epoch no two claims of a provider and class change places, however they came.
  @Test func noClaimEndsInAnEpochInWhichAnotherBegins() throws {
    var divided = 0
    for seed in 3_000..<4_000 as Range<UInt64> {
      let (writer, _) = try history(seed: seed, rows: 24)
      let claims = writer.state.enrolments.claims.filter { $0.from < $0.until }
      for ending in claims {
        let pool = try #require(rules.policy.pool(named: ending.pool))
        guard let epoch = EpochCalendar(pool).epoch(dividedBy: ending.until) else { continue }
        divided += 1
        for other in claims
        where other.id != ending.id && other.pool == ending.pool
          && other.provider == ending.provider && other.gpuClass == ending.gpuClass
        {
          #expect(!(epoch.start < other.from && other.from < epoch.end), "seed \(seed)")
        }
      }
    }
    #expect(divided > 500, "histories leave inside epochs often enough: \(divided)")
  }

  @Test func theRosterOnlyGrows() throws {
    for seed in 9_000..<9_200 as Range<UInt64> {
      let (writer, _) = try history(seed: seed, rows: 20)
      var before: [Address] = []
      for count in 2...writer.state.lineCount {
        let state = try FactsLog(reading: writer.bytes, rules: rules, lines: count).state
        #expect(state.roster.addresses.starts(with: before), "seed \(seed)")
        before = state.roster.addresses
      }
    }
  }
}
