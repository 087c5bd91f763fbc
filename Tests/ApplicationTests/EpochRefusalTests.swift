import Application
import Keys
import Policy
import Program
import Quantities
import Rewards
import Simulation
import Testing

/// Every refusal of freezing, closing, verifying, correcting and explaining, produced by its cause.
@Suite struct EpochRefusalTests {
  /// A closed random program, and the id of an epoch of it that has a successor.
  private struct World {
    let records = MemoryRecords()
    let blobs = AbsentBlobs()
    let first: EpochID
    let second: EpochID
    let open: EpochID

    init() throws {
      let (catalogue, bytes) = try SimulationFixture.catalogue()
      let history = RandomHistory(seed: 3, catalogue: catalogue, catalogueBytes: bytes)
      var run = SimulationRun(history.program, records: records, blobs: blobs)
      while try run.step() != nil {}
      let closed = try records.names().filter { $0.kind == .statement && $0.version == 1 }
      let pool = try #require(closed.map(\.epoch).first { $0.number == 2 }?.pool)
      first = EpochID(pool: pool, number: 1)
      second = EpochID(pool: pool, number: 2)
      open = EpochID(pool: pool, number: 999_999)
    }

    var reader: ProgramReader {
      get throws { try ProgramReader(records: records, blobs: blobs) }
    }

    func freeze(_ id: EpochID) throws -> Freeze {
      try Freeze(bytes: #require(try records.read(RecordName(.freeze, id))))
    }

    /// The code that an action is refused with.
    func code(_ action: (ProgramReader) throws -> Void) throws -> String? {
      do {
        try action(try reader)
        return nil
      } catch let refusal as EpochRefusal {
        return refusal.code
      }
    }
  }

  private static func close(_ id: EpochID) -> (ProgramReader) throws -> Void {
    { reader in
      var closing = CloseEpoch(reader)
      _ = try closing.close(id)
    }
  }

  private static func freeze(_ id: EpochID, now: Timestamp = .latest) -> (ProgramReader) throws
    -> Void
  {
    { reader in
      var freezing = FreezeEpoch(reader)
      _ = try freezing.freeze(id, now: now)
    }
  }

  @Test func anEpochIsFrozenOnce() throws {
    let world = try World()
    #expect(try world.code(Self.freeze(world.first)) == "epoch-frozen-already")
  }

  @Test func anEpochThatDoesNotExistIsNamed() throws {
    let world = try World()
    #expect(try world.code(Self.freeze(world.open)) == "freeze-epoch-unknown")
    let other = EpochID(pool: try Label("elsewhere"), number: 1)
    #expect(try world.code(Self.freeze(other)) == "freeze-pool-unknown")
  }

  @Test func anEpochIsNotFrozenBeforeItsGraceIsOver() throws {
    let world = try World()
    world.records.remove(RecordName(.freeze, world.first))
    let end = try world.freeze(world.second).span.start
    #expect(try world.code(Self.freeze(world.first, now: end)) == "freeze-too-early")
  }

  @Test func aFreezeNeedsTheEpochBeforeClosed() throws {
    let world = try World()
    world.records.remove(RecordName(.freeze, world.second))
    world.records.remove(RecordName(.statement, world.first))
    #expect(try world.code(Self.freeze(world.second)) == "epoch-inputs-missing")
  }

  @Test func aCloseNamesEverythingThatIsMissingAndStoresNothing() throws {
    let world = try World()
    let freeze = try world.freeze(world.second)
    try #require(!freeze.segments.isEmpty)
    for segment in freeze.segments { world.blobs.hide(segment.digest) }
    world.records.remove(RecordName(.statement, world.first))
    world.records.remove(RecordName(.statement, world.second))
    var closing = CloseEpoch(try world.reader)
    do {
      _ = try closing.close(world.second)
      Issue.record("a close without its inputs went through")
    } catch .missing(let id, let inputs) {
      #expect(id == world.second)
      #expect(inputs.count >= freeze.segments.count + 1)
      for segment in freeze.segments {
        #expect(inputs.contains(.blob(segment.digest, .segment)))
      }
      #expect(inputs.contains(.statement(world.first, version: 1)))
    } catch {
      Issue.record("\(error)")
    }
    #expect(try world.records.read(RecordName(.statement, world.second)) == nil)
  }

  @Test func aMissingFreezeIsAMissingInput() throws {
    let world = try World()
    world.records.remove(RecordName(.freeze, world.first))
    #expect(try world.code(Self.close(world.first)) == "epoch-inputs-missing")
  }

  @Test func aDamagedFreezeIsUnreadable() throws {
    let world = try World()
    try world.records.write(Array("{}".utf8), as: RecordName(.freeze, world.first))
    #expect(try world.code(Self.close(world.first)) == "freeze-unreadable")
  }

  @Test func aFreezeOfOtherFactsIsRefused() throws {
    let world = try World()
    var freeze = try world.freeze(world.first)
    freeze.factsDigest = .zero
    try world.records.write(freeze.bytes, as: RecordName(.freeze, world.first))
    #expect(try world.code(Self.close(world.first)) == "freeze-differs")
  }

  @Test func aStatementWithOtherBytesIsNotReplaced() throws {
    let world = try World()
    let name = RecordName(.statement, world.first)
    let other = try #require(try world.records.read(RecordName(.statement, world.second)))
    try world.records.write(other, as: name)
    #expect(try world.code(Self.close(world.first)) == "epoch-closed-differently")
    #expect(try world.records.read(name) == other)
  }

  @Test func aDamagedStatementBeforeIsUnreadable() throws {
    let world = try World()
    try world.records.write(Array("{}".utf8), as: RecordName(.statement, world.first))
    #expect(try world.code(Self.close(world.second)) == "statement-unreadable")
  }

  @Test func aStatementThatFollowsAnotherThanTheStoredOneIsRefused() throws {
    let (catalogue, bytes) = try SimulationFixture.catalogue()
    for seed in 1...200 as ClosedRange<UInt64> {
      let history = RandomHistory(seed: seed, catalogue: catalogue, catalogueBytes: bytes)
      let wide = history.program.documents.policy.pools.first {
        $0.uptime.windowEpochs > 2 && EpochCalendar($0).count > 2
      }
      guard let pool = wide?.name else { continue }
      let (records, blobs) = (MemoryRecords(), MemoryBlobs())
      var run = SimulationRun(history.program, records: records, blobs: blobs)
      while try run.step() != nil {}
      let third = EpochID(pool: pool, number: 3)
      let first = RecordName(.statement, EpochID(pool: pool, number: 1))
      guard try records.read(RecordName(.statement, third)) != nil else { continue }
      var other = try StatementReader.read(try #require(try records.read(first))).statement
      other.facts = .zero
      let written = StatementWriter.write(other) { Sha256.digest(of: $0) }
      try records.write(written.bytes, as: first)
      var closing = CloseEpoch(try ProgramReader(records: records, blobs: blobs))
      do {
        _ = try closing.close(third)
        Issue.record("a broken chain was not noticed")
      } catch .chainBroken(let id, let previous) {
        #expect(id == EpochID(pool: pool, number: 2))
        #expect(previous == EpochID(pool: pool, number: 1))
        #expect(EpochRefusal.chainBroken(id, previous: previous).code == "statement-chain-broken")
      } catch {
        Issue.record("\(error)")
      }
      return
    }
    Issue.record("no random program looks back further than one epoch")
  }

  @Test func onlyAClosedEpochIsExplainedOrCorrected() throws {
    let world = try World()
    let address = try Address("akash1x")
    func codes(_ id: EpochID) throws -> [String?] {
      [
        try world.code { _ = try ExplainLine($0).explain(id, address) },
        try world.code {
          var correcting = CorrectEpoch($0)
          _ = try correcting.correct(id, now: .latest)
        },
      ]
    }
    #expect(try codes(world.open) == ["freeze-epoch-unknown", "freeze-epoch-unknown"])
    world.records.remove(RecordName(.statement, world.first))
    #expect(try codes(world.first) == ["epoch-not-closed", "epoch-not-closed"])
  }

  @Test func whatIsStoredForAnEpochThatDoesNotExistIsStray() throws {
    let world = try World()
    let stray = RecordName(.statement, world.open)
    try world.records.write([1], as: stray)
    let record = RecordName(.freeze, world.open)
    #expect(try VerifyEpochs(try world.reader).records().contains(record))
    #expect(
      try world.code {
        var verifying = VerifyEpochs($0)
        _ = try verifying.verify(record)
      } == "epoch-stray")
    let absent = EpochID(pool: world.first.pool, number: 999_998)
    #expect(
      try world.code { _ = try VerifyEpochs($0).records(of: [absent]) } == "freeze-epoch-unknown")
  }

  @Test func aRosterThatIsMissingIsFound() throws {
    let world = try World()
    world.blobs.hide(try world.freeze(world.first).rosterDigest)
    var verifying = VerifyEpochs(try world.reader)
    let verdict = try verifying.verify(RecordName(.freeze, world.first))
    #expect(verdict.roster == .missing)
    #expect(!verdict.isGood)
    #expect(verdict.statement == .identical)
  }

  @Test func verifyingReadsEachSegmentOnce() throws {
    let world = try World()
    let freeze = try world.freeze(world.first)
    var verifying = VerifyEpochs(try world.reader)
    for segment in freeze.segments { #expect(world.blobs.takeReads(of: segment.digest) > 0) }
    _ = try verifying.verify(RecordName(.freeze, world.first))
    for segment in freeze.segments { #expect(world.blobs.takeReads(of: segment.digest) == 1) }
  }

  @Test func aCorrectionThatChangesNothingSaysSo() throws {
    let world = try World()
    #expect(
      try world.code {
        var correcting = CorrectEpoch($0)
        _ = try correcting.correct(world.first, now: .latest)
      } == "correction-empty")
  }

  @Test func aRefusedLineOfFactsStopsEverything() throws {
    let world = try World()
    try world.records.appendFacts(Array("{}\n".utf8))
    #expect(try world.code(Self.freeze(world.open)) == "program-unreadable")
  }
}
