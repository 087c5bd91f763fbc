import Application
import CFaultVFS
import StoreContract
import StoreSQLite
import TestSupport
import Testing

/// One history of a journal that ends at a chosen writing call, and what a restart finds.
struct PowerLossRun {
  /// Leaves of each batch; 0 stands for closing and opening again.
  let batches: [Int]
  let leafBytes: Int
  let layer: FaultLayerHandle
  let folder: TemporaryFolder

  init(batches: [Int], leafBytes: Int) throws {
    self.batches = batches
    self.leafBytes = leafBytes
    layer = try FaultLayerHandle()
    folder = try TemporaryFolder()
  }

  /// What was acknowledged, and the batch that was under way, if any.
  private final class Progress {
    var acknowledged = SampleLog()
    var attempted = SampleLog()
  }

  /// Runs to the end or to the fault; gives the log acknowledged and the log attempted.
  func run() -> (acknowledged: SampleLog, attempted: SampleLog, isWhole: Bool) {
    let progress = Progress()
    let isWhole = (try? play(progress)) != nil
    return (progress.acknowledged, progress.attempted, isWhole)
  }

  private func play(_ progress: Progress) throws {
    var store = try layer.open(folder.path)
    defer { try? store.close() }
    for count in batches {
      if count == 0 {
        try store.close()
        store = try layer.open(folder.path)
        continue
      }
      let batch = progress.attempted.grow(count, leafBytes: leafBytes)
      try store.append(batch)
      progress.acknowledged = progress.attempted
      try store.keep([JournalCosignature(signer: "w", line: [1])], size: batch.newSize)
    }
    try store.close()
  }

  /// Opens what is left, expects all that was acknowledged and nothing half, and goes on.
  func check(acknowledged: SampleLog, attempted: SampleLog, _ place: String) throws {
    let store = try layer.open(folder.path)
    defer { try? store.close() }
    let size = try store.size()
    #expect(size == acknowledged.size || size == attempted.size, "\(place): size \(size)")
    var log = size == acknowledged.size ? acknowledged : attempted
    do {
      try StoreContract.compare(store, log)
      #expect(try store.damage().isEmpty, "\(place)")
      try store.append(log.grow(3))
      try StoreContract.compare(store, log)
    } catch {
      Issue.record("\(place): \(error)")
    }
  }
}
