import Application
import Keys
import Quantities

extension StoreContract {
  func cosignaturesBelongToACheckpoint() throws {
    let store = try make(false)
    var log = SampleLog()
    try store.append(log.grow(2))
    try store.append(log.grow(2))
    let first = JournalCosignature(signer: "witness.b", line: [1, 2])
    let second = JournalCosignature(signer: "witness.a", line: [3])
    let later = JournalCosignature(signer: "witness.b", line: [4, 5, 6])
    try store.keep([first, second], size: 2)
    try expect(try store.cosignatures(size: 2) == [second, first], "ascending by signer")
    try store.keep([later], size: 2)
    try expect(try store.cosignatures(size: 2) == [second, later], "the later line of a signer")
    try expect(try store.cosignatures(size: 4).isEmpty, "none of another size")
    try expect(try store.newestCosignedSize() == 2, "the newest cosigned size")
    try expectMalformed("a size without a checkpoint") { try store.keep([first], size: 3) }
    try store.keep([first], size: 4)
    try expect(try store.newestCosignedSize() == 4, "the newest cosigned size moves on")
  }

  func promisesGoWhenTheyAreKept() throws {
    let store = try make(false)
    var log = SampleLog()
    var future = log
    let batch = future.grow(2)
    let promises = try batch.leaves.enumerated().map { index, leaf in
      JournalPromise(
        identity: leaf.identity, admitBy: try Timestamp(seconds: 100 - Int64(index)),
        envelope: [UInt8(index)],
        position: Int64(index), admittedAt: try Timestamp(seconds: 0))
    }
    for promise in promises { try store.promise(promise) }
    try expect(try store.promises() == promises.reversed(), "the most urgent first")
    try store.append(log.grow(1))
    try expect(try store.promises() == [promises[1]], "a kept promise goes")
    try expect(.alreadyLogged(promises[0].identity, index: 0), "a promise of what is logged") {
      try store.promise(promises[0])
    }
    try store.dropPromise(promises[1].identity)
    try store.dropPromise(promises[1].identity)
    try expect(try store.promises().isEmpty, "a dropped promise goes")
  }

  func aPromiseStaysAsFirstMade() throws {
    let store = try make(false)
    let identity = Sha256.digest(of: [9])
    let first = JournalPromise(
      identity: identity, admitBy: try Timestamp(seconds: 50), envelope: [1],
      position: 3, admittedAt: try Timestamp(seconds: 4))
    let second = JournalPromise(
      identity: identity, admitBy: try Timestamp(seconds: 70), envelope: [2],
      position: 4, admittedAt: try Timestamp(seconds: 5))
    try store.promise(first)
    try store.promise(second)
    try expect(try store.promises() == [first], "a second promise changes nothing")
  }

  func aRestoredLogTakesNothingUntilConfirmed() throws {
    let store = try make(true)
    var log = SampleLog()
    try expect(try store.restoration() != nil, "the mark is told")
    let batch = log.grow(1)
    try expect(.unconfirmed, "an append to a restored log") { try store.append(batch) }
    try expect(try store.size() == 0, "nothing was appended")
    try store.confirmRestoration()
    try expect(try store.restoration() == nil, "the mark is gone")
    try store.append(batch)
    try Self.compare(store, log)
  }

  func anInstalledLogIsWholeOrNotThere() throws {
    var log = SampleLog()
    let parts = [300, 1, 256].map { count in
      let batch = log.grow(count)
      return JournalPart(leaves: batch.leaves, tiles: batch.tiles)
    }
    let last = JournalCheckpoint(size: log.size, note: log.checkpoints.last?.note ?? [])
    let time = try Timestamp(seconds: 9)
    let store = try make(false)
    var given = 0
    try expect(.full, "a part that fails") {
      try store.install(last, at: time) { () throws(JournalStoreFailure) in
        given += 1
        guard given < 3 else { throw .full }
        return parts[given - 1]
      }
    }
    try expect(try store.size() == 0 && store.restoration() == nil, "nothing of it is there")
    var rest = parts[...]
    try store.install(last, at: time) { () throws(JournalStoreFailure) in rest.popFirst() }
    try Self.compare(store, log)
    try expect(
      try store.restoration() == JournalRestoration(size: log.size, restoredAt: time), "the mark")
    try expect(.conflict(expected: 0, actual: log.size), "a second one") {
      try store.install(last, at: time) { () throws(JournalStoreFailure) in nil }
    }
    try store.confirmRestoration()
    try store.append(log.grow(2))
    try Self.compare(store, log)
  }

  func everythingIsThereAfterReopening() throws {
    guard let reopen else { return }
    var store = try make(false)
    var log = SampleLog()
    let promise = JournalPromise(
      identity: Sha256.digest(of: [7]), admitBy: try Timestamp(seconds: 5), envelope: [7],
      position: 900, admittedAt: try Timestamp(seconds: 5))
    let line = JournalCosignature(signer: "witness", line: [1])
    for count in [1, 300, 2] {
      try store.append(log.grow(count))
      try store.keep([line], size: log.size)
      try store.promise(promise)
      store = try reopen(store)
      try Self.compare(store, log)
      try expect(try store.cosignatures(size: log.size) == [line], "cosignatures stay")
      try expect(try store.promises() == [promise], "promises stay")
      try expect(try store.durability() == durability, "durability is as before")
    }
  }
}
