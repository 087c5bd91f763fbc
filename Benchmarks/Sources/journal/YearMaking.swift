import Application
import BlobFiles
import Foundation
import Journal
import Policy
import PolicyYAML
import Simulation
import StoreSQLite
import World

/// Plays a program of daily epochs into a data folder, signed, and exports it.
struct YearMaking {
  let folder: String
  let watch: StopWatch

  func make(_ size: ProgramYear.Size) throws {
    let year = ProgramYear(size, seed: DesignPoint.seed, pilot: try Self.pilot())
    let store = try SQLiteJournal(folder: folder, for: .writing)
    let blobs = JournalBench.blobs(folder)
    let keeping = try JournalKeeping(
      store: store, blobs: blobs, origin: try JournalBench.signer().verifier.name,
      keyring: year.program.keyring)
    try watch.time("play") {
      var run = SimulationRun(year.program, keeping: keeping)
      var closed = 0
      while let outcome = try run.step() {
        _ = try outcome.result.get()
        closed += 1
        if closed % 10 == 0 { Self.tell("  closed \(closed) of \(size.days)") }
      }
    }
    try watch.time("export") {
      _ = try ExportJournal(store: store, blobs: blobs).run(
        to: FolderExport(folder + "/public", mark: "bench", on: PosixFileSystem()),
        blobs: JournalBench.blobs(folder + "/public"))
    }
    watch.note("entries", Int(try store.size()))
    try store.close()
  }

  /// The rules that the year borrows, and the catalogue; run from the repository's root.
  private static func pilot() throws -> SimulatedProgram.Documents {
    let catalogue = try bytes("policies/catalogue/gpus-1.json")
    let policy = try PolicyDocument.read(try bytes("policies/akash-pilot-1.yaml")).policy
    return SimulatedProgram.Documents(
      policy: policy, policyBytes: PolicyJSON.encode(policy),
      catalogue: try GPUCatalogue.decode(catalogue), catalogueBytes: catalogue)
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path)))
  }

  private static func tell(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}
