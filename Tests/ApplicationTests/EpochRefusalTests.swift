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
    private var program: SimulatedProgram

    /// Told or not by lines of their own which files are with the log, and what epochs came to.
    init(hasDeliveries: Bool? = nil) throws {
      let (catalogue, bytes) = try SimulationFixture.catalogue()
      var history = RandomHistory(seed: 3, catalogue: catalogue, catalogueBytes: bytes)
      if let hasDeliveries {
        history.program.deliversFiles = hasDeliveries
        history.program.entersEpochs = hasDeliveries
      }
      var run = SimulationRun(history.program, records: records, blobs: blobs)
      while try run.step() != nil {}
      program = run.program
      let closed = try records.names().filter { $0.kind == .statement && $0.version == 1 }
      let pool = try #require(closed.map(\.epoch).first { $0.number == 2 }?.pool)
      first = EpochID(pool: pool, number: 1)
      second = EpochID(pool: pool, number: 2)
      open = EpochID(pool: pool, number: 999_999)
    }

    var reader: ProgramReader {
      get throws { try ProgramReader(records: records, blobs: blobs) }
    }

    /// Posts a correction of the first epoch after everything else.
    mutating func correct(replacing replaced: Digest, by statement: Digest) throws {
      program.post(
        CorrectionPosted(
          pool: first.pool, epoch: 1, replaces: replaced, statement: statement),
        at: try #require(program.state.lastAdmittedAt))
      try records.appendFacts(program.takeNews().lines)
    }

    /// Takes away what the second epoch and those after it came to.
    func reopen() throws {
      for name in try records.names()
      where name.epoch.pool == first.pool && name.epoch.number >= 2 { records.remove(name) }
    }

    /// The facts as a freeze of the second epoch found them, with what the first had come to.
    func records(before freeze: Freeze) throws -> MemoryRecords {
      let records = MemoryRecords()
      let lines = try self.records.facts().split(separator: UInt8(ascii: "\n"))
      for line in lines.prefix(freeze.factsLines) {
        try records.appendFacts(Array(line) + [UInt8(ascii: "\n")])
      }
      for name in try self.records.names() where name.epoch == first {
        if let bytes = try self.records.read(name) { try records.write(bytes, as: name) }
      }
      return records
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

  @Test func aCorrectionOfWhatDidNotStandIsOutOfPlace() throws {
    var world = try World(hasDeliveries: false)
    let name = RecordName(.statement, world.first)
    let standing = Sha256.digest(of: try #require(try world.records.read(name)))
    try world.reopen()
    let other = Sha256.digest(of: [1])
    try world.correct(replacing: other, by: standing)
    #expect(try world.code(Self.freeze(world.second)) == nil)
    var closing = CloseEpoch(try world.reader)
    do {
      _ = try closing.close(world.second)
      Issue.record("a correction of a statement that never stood was taken in")
    } catch .correctionOutOfPlace(let id, let replaces) {
      #expect(id == world.first && replaces == other)
      #expect(
        EpochRefusal.correctionOutOfPlace(id, replaces: replaces).code == "correction-out-of-place")
    } catch {
      Issue.record("\(error)")
    }
    #expect(try world.records.read(RecordName(.statement, world.second)) == nil)
    #expect(try world.code(Self.close(world.first)) == nil)
  }

  @Test(arguments: [true, false]) func nobodyFreezesWithoutAFileThatWasDelivered(
    _ hasDeliveries: Bool
  ) throws {
    let world = try World(hasDeliveries: hasDeliveries)
    let original = try world.freeze(world.second)
    let lacking = try #require(original.segments.first).digest
    let records = try world.records(before: original)
    world.blobs.hide(lacking)
    var freezing = FreezeEpoch(try ProgramReader(records: records, blobs: world.blobs))
    do {
      let freeze = try freezing.freeze(world.second, now: .latest)
      // Where nobody says which files are with the log, the freeze says what was at hand.
      #expect(!hasDeliveries)
      #expect(freeze.leftOut.contains { $0.digest == lacking && $0.reason == .missing })
    } catch .missing(let id, let inputs) {
      #expect(hasDeliveries)
      #expect(id == world.second)
      #expect(inputs == [.blob(lacking, .segment)])
      #expect(try records.read(RecordName(.freeze, world.second)) == nil)
    } catch {
      Issue.record("\(error)")
    }
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
