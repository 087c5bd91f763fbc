import Evidence
import Policy
import Quantities
import Rewards
import Testing

@Suite struct StatementFileTests {
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> Digest { TestHash.digest(bytes) }

  private func sample() throws -> Statement {
    var world = World([World.pool()])
    world.claim("a", units: 2)
    world.claim("b", units: 1, beneficiary: "party")
    var tally = world.tally()
    tally.setAllUp(providerCount: 2, count: 1)
    tally.set(.down, ProviderIndex(1), slots: 0..<10)
    tally.set(.unobservedProvider, ProviderIndex(1), slots: 10..<40)
    return try world.close(tally: tally.finish())
  }

  @Test func theBytesStandInTheDocumentedOrder() throws {
    let text = String(decoding: World.bytes(try sample()), as: UTF8.self)
    let program = TestHash.digest([1]).hex
    #expect(
      text.hasPrefix(
        "{\"statement\":1,\"program\":\"\(program)\",\"pool\":\"mining\",\"epoch\":1,"
          + "\"version\":1,\"start\":1707436800,\"end\":1707523200,\"rules\":1,"
          + "\"demonstration\":true,\"policy\":"))
    let middle =
      "\"previous\":null,\"currency\":\"usd\",\"price\":null,\"pot\":{\"base\":6250000000,"
      + "\"carriedIn\":0,\"earned\":6249999999,\"unallocated\":1,\"carriedOut\":0,\"returned\":1},"
      + "\"unallocated\":[{\"reason\":\"rounding\",\"amount\":1}],"
      + "\"dates\":{\"deadline\":1707609600,\"holdUntil\":1707868800,\"payable\":1708300800},"
      + "\"observed\":{\"slots\":288,\"unobservedAll\":0},\"campaigns\":[],\"weight\":\""
    #expect(text.contains(middle))
    let part =
      "\"parts\":[{\"claim\":\"a\",\"provider\":\"\(World.address(0))\","
      + "\"class\":\"nvidia/a100/80/sxm\",\"units\":2,\"amount\":"
    #expect(text.contains(part))
    let groups =
      "\"flags\":[],\"reasons\":[],\"groups\":[{\"first\":1,\"units\":1,"
      + "\"seconds\":{\"verified\":86400},\"uptime\":1000000,\"factor\":1000000,"
      + "\"credit\":86400000000},{\"first\":2,\"units\":1,\"seconds\":{\"missing\":86400},"
      + "\"uptime\":0,\"factor\":0,\"credit\":0}]}]}"
    #expect(text.contains(groups))
    let held =
      "\"reasons\":[\"uptime-reduced\",\"unobserved-beyond-allowance\"],\"groups\":"
      + "[{\"first\":1,\"units\":1,\"seconds\":{\"verified\":74400,\"down\":3000,"
      + "\"unobserved-provider\":9000},\"uptime\":961240,\"factor\":961240,"
    #expect(text.contains(held))
    #expect(text.hasSuffix("\"}"))
  }

  @Test func whatIsWrittenIsReadBack() throws {
    for seed in 0..<1_000 as Range<UInt64> {
      for statement in try RandomWorld(seed: seed).statements() {
        let written = StatementWriter.write(statement, hash: Self.hash)
        let reading = try StatementReader.read(written.bytes, hash: Self.hash)
        #expect(reading.statement == statement, "seed \(seed)")
        #expect(reading.root == written.root, "seed \(seed)")
        #expect(reading.lines == written.lines, "seed \(seed)")
      }
    }
  }

  @Test func everyChangedByteIsRefusedOrReadAsItStands() throws {
    let bytes = World.bytes(try sample())
    let lines = try StatementReader.read(bytes).lines
    for position in bytes.indices {
      for byte in [UInt8(ascii: "0"), UInt8(ascii: ","), UInt8(ascii: "\""), 0, 0xFF]
      where byte != bytes[position] {
        var changed = bytes
        changed[position] = byte
        // What is read at all is written back as the same bytes, but for the root.
        guard let reading = try? StatementReader.read(changed) else { continue }
        let again = World.bytes(reading.statement)
        #expect(again.dropLast(66) == changed.dropLast(66), "byte \(position)")
        // The root covers the lines; the file's own digest covers the rest.
        guard lines.contains(where: { $0.contains(position) }) else { continue }
        #expect(throws: StatementError.rootMismatch) {
          try StatementReader.read(changed, hash: Self.hash)
        }
      }
    }
  }

  @Test func everyTruncationIsRefused() throws {
    let bytes = World.bytes(try sample())
    for count in 0..<bytes.count {
      #expect(throws: StatementError.self) { try StatementReader.read(Array(bytes[..<count])) }
    }
    #expect(throws: StatementError.self) { try StatementReader.read(bytes + [10]) }
  }

  /// Each rule of reading, by a text replaced in a good file.
  @Test(arguments: [
    ("{\"statement\":1,", "{\"statement\":2,", "unknownFormat"),
    ("{\"statement\":1,", "{ \"statement\":1,", "malformed"),
    ("\"epoch\":1,", "\"epoch\":0,", "outOfBounds"),
    ("\"epoch\":1,", "\"epoch\":01,", "malformed"),
    ("\"epoch\":1,", "\"epoch\":99999999999999999999,", "outOfBounds"),
    ("\"base\":6250000000", "\"base\":6250000001", "unbalancedPot"),
    ("\"takenBack\":0", "\"takenBack\":-1", "outOfBounds"),
    ("\"takenBack\":0", "\"takenBack\":-0", "malformed"),
    ("\"first\":2,", "\"first\":3,", "notAscending"),
    ("\"reason\":\"rounding\"", "\"reason\":\"other\"", "malformed"),
    ("\"currency\":\"usd\"", "\"currency\":\"eur\"", "malformed"),
    ("\"price\":null", "\"price\":\"0\"", "outOfBounds"),
    ("\"demonstration\":true", "\"demonstration\":1", "malformed"),
    ("\"end\":1707523200", "\"end\":1707400000", "outOfBounds"),
  ])
  func brokenFilesAreRefusedByTheirRule(from: String, to: String, rule: String) throws {
    let text = String(decoding: World.bytes(try sample()), as: UTF8.self)
    let range = try #require(text.firstRange(of: from))
    let changed = text.replacingCharacters(in: range, with: to)
    #expect(errorName { try StatementReader.read(Array(changed.utf8)) } == rule)
  }

  @Test func aLineThatDoesNotAddUpIsRefused() throws {
    var statement = try sample()
    statement.lines[0].vestedMicros += 1
    #expect(errorName { try StatementReader.read(World.bytes(statement)) } == "unbalancedLine")
    var doubled = try sample()
    doubled.lines.append(doubled.lines[0])
    #expect(errorName { try StatementReader.read(World.bytes(doubled)) } == "notAscending")
  }

  @Test func aRootThatIsNotOfTheLinesIsRefused() throws {
    let text = String(decoding: World.bytes(try sample()), as: UTF8.self)
    let changed = String(text.dropLast(5)) + "0000\"}".suffix(5)
    let rule = errorName { try StatementReader.read(Array(changed.utf8), hash: Self.hash) }
    #expect(rule == "rootMismatch")
  }

  private func errorName(_ body: () throws -> StatementReader.Reading) -> String {
    do {
      _ = try body()
      return "none"
    } catch {
      guard let error = error as? StatementError else { return "\(error)" }
      #expect(error.description.count > 15)
      switch error {
      case .malformed: return "malformed"
      case .outOfBounds: return "outOfBounds"
      case .unknownFormat: return "unknownFormat"
      case .notAscending: return "notAscending"
      case .unbalancedLine: return "unbalancedLine"
      case .unbalancedPot: return "unbalancedPot"
      case .rootMismatch: return "rootMismatch"
      }
    }
  }

  @Test func everyLineHasAProofUnderTheRoot() throws {
    for count in [1, 2, 3, 5, 8, 13] {
      var world = World([World.pool()])
      for _ in 0..<count { world.claim(units: 1) }
      let written = StatementWriter.write(try world.close(), hash: Self.hash)
      for index in 0..<count {
        let proof = written.tree.proof(of: index, hash: Self.hash)
        func holds(_ line: [UInt8], at index: Int) -> Bool {
          MerkleTree.holds(
            line: line, at: index, of: count, proof: proof, root: written.root, hash: Self.hash)
        }
        #expect(holds(written.line(index), at: index))
        #expect(!holds(written.line(index) + [32], at: index))
        if count > 1 { #expect(!holds(written.line(index), at: (index + 1) % count)) }
      }
    }
  }

  @Test func withoutLinesTheRootIsTheHashOfNothing() throws {
    let written = StatementWriter.write(try World([World.pool()]).close(), hash: Self.hash)
    #expect(written.root == TestHash.digest([]))
    #expect(try StatementReader.read(written.bytes, hash: Self.hash).statement.lines.isEmpty)
  }

  @Test func theTableHasARowPerPartAndOneForALineWithout() throws {
    var world = World([World.pool(span: World.span("2024-02-09", "2024-02-11"))])
    world.claim("gone", units: 1, until: 86_400)
    world.claim("stays", units: 2)
    let first = try world.close()
    let second = try world.close(epoch: 2, previous: [first])
    let rows = String(decoding: StatementCSV.write(second), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(rows.count == 4)
    #expect(rows[0] == StatementCSV.columns.joined(separator: ",")[...])
    let gone = World.address(0)
    let stays = World.address(1)
    let expected = [
      "mining,2,\(gone),\(gone),,,,,,,0,usd,0,",
      "mining,2,\(stays),\(stays),stays,\(stays),nvidia/a100/80/sxm,2,172800,0,375000000000,usd,0,",
    ]
    #expect(Set(rows[1...2].map(String.init)) == Set(expected))
    #expect(rows[3].isEmpty)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    self[..<range.lowerBound] + text + self[range.upperBound...]
  }
}
