import CFaultVFS
import StoreSQLite

/// One layer of faults below one test's databases.
struct FaultLayerHandle {
  private let layer: OpaquePointer

  init() throws {
    guard let layer = fault_layer_new() else { throw FaultLayerAbsent() }
    self.layer = layer
  }

  private struct FaultLayerAbsent: Error {}

  var name: String { String(cString: fault_layer_name(layer)) }
  var calls: Int { fault_layer_calls(layer) }
  var syncs: Int { fault_layer_syncs(layer) }

  /// Sets what happens at which writing call from now.
  func arm(_ mode: FaultMode, at call: Int = 0) { fault_layer_arm(layer, mode, call) }

  /// Leaves on the disk what a loss of power leaves; whether that worked.
  func losePower(_ loss: FaultLoss, seed: Int) -> Bool {
    fault_layer_lose_power(layer, loss, UInt(seed)) >= 0
  }

  /// Opens a folder's journal above this layer.
  func open(_ folder: String, schema: JournalSchema = .current) throws -> SQLiteJournal {
    try SQLiteJournal(folder: folder, for: .writing, schema: schema, vfs: name)
  }
}
