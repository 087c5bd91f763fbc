import Application
import CFaultVFS
import StoreContract
import StoreSQLite
import TestSupport
import Testing

/// Power goes at every writing call; what was acknowledged is there, nothing is there in part.
@Suite struct PowerLossTests {
  private static let losses: [(loss: FaultLoss, seed: Int)] = [
    (FAULT_LOSE_ALL, 0), (FAULT_LOSE_SOME, 1), (FAULT_LOSE_SOME, 2), (FAULT_LOSE_NOTHING, 0),
  ]

  private func callsOf(_ batches: [Int], _ leafBytes: Int) throws -> Int {
    let run = try PowerLossRun(batches: batches, leafBytes: leafBytes)
    run.layer.arm(FAULT_NONE)
    let isWhole = run.run().isWhole
    #expect(isWhole)
    return run.layer.calls
  }

  private func losePower(_ batches: [Int], _ leafBytes: Int, at calls: [Int]) throws {
    for call in calls {
      for (loss, seed) in Self.losses {
        let place = "call \(call), loss \(loss.rawValue), seed \(seed * 1_000 + call)"
        let run = try PowerLossRun(batches: batches, leafBytes: leafBytes)
        run.layer.arm(FAULT_POWER, at: call)
        let found = run.run()
        // Closing moves the log into the database; SQLite does not tell when that fails.
        let isAcknowledged = found.acknowledged.size == found.attempted.size
        #expect(!found.isWhole || isAcknowledged, "\(place)")
        #expect(run.layer.losePower(loss, seed: seed * 1_000 + call), "\(place)")
        try run.check(acknowledged: found.acknowledged, attempted: found.attempted, place)
      }
    }
  }

  @Test func atEveryCallOfMakingAppendingAndClosing() throws {
    let batches = [1, 2, 0, 255, 1]
    let calls = try callsOf(batches, 80)
    #expect(calls > 60)
    try losePower(batches, 80, at: Array(0..<calls))
  }

  @Test func whileTheWriteAheadLogIsMovedIntoTheDatabase() throws {
    // More than a thousand pages, so that SQLite moves them by itself inside a commit.
    let batches = [30, 30, 30, 2]
    let calls = try callsOf(batches, 60_000)
    let random = (0..<24).map { ($0 * 7_919 + 13) % calls }
    try losePower(batches, 60_000, at: random)
  }

  @Test func aMigrationHappensOrDoesNot() throws {
    let known = JournalSchema.current.migrations.count
    let next = JournalSchema(
      JournalSchema.current.migrations + [
        JournalSchema.Migration(
          number: known + 1,
          sql: "CREATE TABLE later (a INTEGER) STRICT; INSERT INTO later VALUES (1);")
      ])
    var call = 0
    var isWhole = false
    while !isWhole {
      for (loss, seed) in Self.losses {
        let layer = try FaultLayerHandle()
        let folder = try TemporaryFolder()
        var log = SampleLog()
        let before = try layer.open(folder.path)
        try before.append(log.grow(300))
        try before.close()
        layer.arm(FAULT_POWER, at: call)
        let opened = try? layer.open(folder.path, schema: next)
        try? opened?.close()
        isWhole = layer.calls <= call
        #expect(layer.losePower(loss, seed: seed + call))
        let after = try layer.open(folder.path, schema: next)
        try StoreContract.compare(after, log)
        #expect(try after.damage(schema: next).isEmpty)
        try after.append(log.grow(2))
        try after.close()
        #expect(throws: JournalStoreFailure.newer(found: known + 1, known: known)) {
          try layer.open(folder.path)
        }
      }
      call += 1
    }
    #expect(call > 8)
  }

  @Test func acknowledgedMeansSynced() throws {
    // Without full sync an append would return with nothing but writes.
    let layer = try FaultLayerHandle()
    let folder = try TemporaryFolder()
    let store = try layer.open(folder.path)
    var log = SampleLog()
    for _ in 0..<5 {
      let before = layer.syncs
      try store.append(log.grow(2))
      #expect(layer.syncs > before)
    }
    try store.close()
  }

  @Test(arguments: [FAULT_FULL.rawValue, FAULT_READ_ONLY.rawValue])
  func aFullOrReadOnlyDiskIsToldAndHarmsNothing(mode: UInt32) throws {
    let mode = FaultMode(mode)
    for call in 0..<12 {
      let layer = try FaultLayerHandle()
      let folder = try TemporaryFolder()
      let store = try layer.open(folder.path)
      var log = SampleLog()
      try store.append(log.grow(260))
      layer.arm(mode, at: call)
      var next = log
      let batch = next.grow(5, leafBytes: 9_000)
      do {
        try store.append(batch)
        log = next
      } catch {
        #expect(error == (mode == FAULT_FULL ? .full : .readOnly))
        try StoreContract.compare(store, log)
        layer.arm(FAULT_NONE)
        try store.append(batch)
        log = next
      }
      layer.arm(FAULT_NONE)
      try StoreContract.compare(store, log)
      try store.close()
      let again = try layer.open(folder.path)
      try StoreContract.compare(again, log)
      try again.close()
    }
  }

  @Test func oneFailedCallIsNotPassedOver() throws {
    for call in 0..<20 {
      let layer = try FaultLayerHandle()
      let folder = try TemporaryFolder()
      let store = try layer.open(folder.path)
      var log = SampleLog()
      try store.append(log.grow(3))
      layer.arm(FAULT_ONCE, at: call)
      var next = log
      let batch = next.grow(5, leafBytes: 3_000)
      do {
        try store.append(batch)
        log = next
      } catch {
        // Whether it is there is not known; nothing more may be written on top.
        #expect(throws: JournalStoreFailure.self) { try store.append(batch) }
      }
      layer.arm(FAULT_NONE)
      try? store.close()
      let again = try layer.open(folder.path)
      try StoreContract.compare(again, try again.size() == next.size ? next : log)
      try again.close()
    }
  }

  @Test func aDiskThatMayNotBeWrittenIsRefusedAtOpening() throws {
    let layer = try FaultLayerHandle()
    let folder = try TemporaryFolder()
    let store = try layer.open(folder.path)
    try store.close()
    layer.arm(FAULT_READ_ONLY)
    #expect(throws: JournalStoreFailure.self) { try layer.open(folder.path) }
  }
}
