import Application
import Quantities
import StoreContract
import StoreSQLite
import TestSupport
import Testing

/// Both adapters of the journal port, held to the same claims.
@Suite struct StoreContractTests {
  @Test(arguments: StoreClaim.allCases)
  func memoryKeepsTheContract(claim: StoreClaim) throws {
    let contract = StoreContract(durability: .unsynced) { isRestored in
      MemoryJournal(
        restoration: isRestored
          ? JournalRestoration(size: 0, restoredAt: try Timestamp(seconds: 1)) : nil)
    }
    try contract.check(claim)
  }

  @Test(arguments: StoreClaim.allCases)
  func sqliteKeepsTheContract(claim: StoreClaim) throws {
    let folder = try TemporaryFolder()
    var count = 0
    func open(_ number: Int) throws -> SQLiteJournal {
      try SQLiteJournal(folder: "\(folder.path)/\(number)", for: .writing)
    }
    let contract = StoreContract(
      durability: .synced,
      make: { isRestored in
        count += 1
        let store = try open(count)
        if isRestored { try store.markRestored(at: Timestamp(seconds: 1)) }
        return store
      },
      reopen: { store in
        try (store as? SQLiteJournal)?.close()
        return try open(count)
      })
    try contract.check(claim)
  }
}
