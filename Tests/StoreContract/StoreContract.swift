public import Application
import Quantities

/// What every journal store must do, whatever it stores on.
public struct StoreContract {
  /// Makes a new, empty store; marked as restored where asked.
  public let make: (_ isRestored: Bool) throws -> any JournalStore
  /// Closes a store and opens what it kept; nil where nothing is kept.
  public let reopen: ((any JournalStore) throws -> any JournalStore)?
  /// What the store must say that an acknowledgement is worth.
  public let durability: JournalDurability

  /// Takes the adapter's ways.
  public init(
    durability: JournalDurability, make: @escaping (_ isRestored: Bool) throws -> any JournalStore,
    reopen: ((any JournalStore) throws -> any JournalStore)? = nil
  ) {
    self.durability = durability
    self.make = make
    self.reopen = reopen
  }

  /// Throws a breach where the store does not keep a claim.
  public func check(_ claim: StoreClaim) throws {
    switch claim {
    case .aNewStoreIsEmpty: try aNewStoreIsEmpty()
    case .whatWasAppendedComesBack: try grows(by: [1, 1, 2, 3, 250, 1, 300, 7], leafBytes: 90)
    case .everyTileIsThereInEveryWidth: try everyTileIsThereInEveryWidth()
    case .aTreeOfThreeLevelsIsKept: try grows(by: [65_000, 535, 1, 1, 10], leafBytes: 24)
    case .rangesAreClippedToTheLog: try rangesAreClippedToTheLog()
    case .aBatchForAnotherSizeIsAConflict: try aBatchForAnotherSizeIsAConflict()
    case .anIdentityIsLoggedOnce: try anIdentityIsLoggedOnce()
    case .anIdentityTwiceInOneBatchIsRefused: try anIdentityTwiceInOneBatchIsRefused()
    case .aRefusedBatchLeavesNothing: try aRefusedBatchLeavesNothing()
    case .malformedBatchesAreRefused: try malformedBatchesAreRefused()
    case .hashesOfATileNeverChange: try hashesOfATileNeverChange()
    case .checkpointsOfAllBatchesStay: try checkpointsOfAllBatchesStay()
    case .cosignaturesBelongToACheckpoint: try cosignaturesBelongToACheckpoint()
    case .promisesGoWhenTheyAreKept: try promisesGoWhenTheyAreKept()
    case .aPromiseStaysAsFirstMade: try aPromiseStaysAsFirstMade()
    case .theLongestLeafFits:
      try grows(by: [1, 3], leafBytes: JournalBatch.limitLeafBytes)
    case .aRestoredLogTakesNothingUntilConfirmed: try aRestoredLogTakesNothingUntilConfirmed()
    case .anInstalledLogIsWholeOrNotThere: try anInstalledLogIsWholeOrNotThere()
    case .acknowledgementsAreWorthWhatIsStated:
      try expect(try make(false).durability() == durability, "durability is \(durability)")
    case .everythingIsThereAfterReopening: try everythingIsThereAfterReopening()
    }
  }

  /// Throws where a store does not hold exactly a log.
  public static func compare(_ store: any JournalStore, _ log: SampleLog) throws {
    try expect(try store.size() == log.size, "the size is \(log.size)")
    try expect(try store.leaves(0..<log.size) == log.leaves.map(\.bytes), "leaves come back")
    try expect(
      try store.identities(0..<log.size) == log.leaves.map(\.identity), "identities come back")
    for (index, leaf) in log.leaves.enumerated() where index % 97 == 0 || index + 3 > log.size {
      try expect(try store.index(of: leaf.identity) == Int64(index), "\(index) is found")
    }
    for (place, width) in TilePlace.changed(from: 0, to: log.size) {
      try expect(
        try store.tile(place, width: width) == log.tile(place, width: width).hashes,
        "tile \(place) comes back")
      try expect(
        try width == TilePlace.fullWidth || store.tile(place, width: width + 1) == nil,
        "tile \(place) has no more hashes than the log")
    }
    try expect(try store.newestCheckpoint() == log.checkpoints.last, "the newest checkpoint")
  }
}

func expect(_ condition: Bool, _ claim: String) throws {
  guard condition else { throw StoreBreach("not kept: \(claim)") }
}

func expect<Value>(
  _ failure: JournalStoreFailure, _ claim: String, _ work: () throws -> Value
) throws {
  do {
    _ = try work()
  } catch let found as JournalStoreFailure where found == failure {
    return
  } catch {
    throw StoreBreach("\(claim): \(error) instead of \(failure)")
  }
  throw StoreBreach("\(claim): accepted instead of \(failure)")
}

func expectMalformed<Value>(_ claim: String, _ work: () throws -> Value) throws {
  do {
    _ = try work()
  } catch JournalStoreFailure.malformed {
    return
  } catch {
    throw StoreBreach("\(claim): \(error)")
  }
  throw StoreBreach("\(claim): accepted")
}
