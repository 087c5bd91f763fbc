import Application
import ArgumentParser
import BlobFiles

/// The data folder of a program, as every command takes it.
struct DataOption: ParsableArguments {
  @Option(name: .customLong("data"), help: "The program's data folder.")
  var folder = "./stipend-data"

  /// Where policy, catalogue, roster and segments lie.
  var blobs: FileBlobs<PosixFileSystem> { DataFolder.blobs(folder) }

  /// The program in the folder.
  func open() throws -> ProgramReader {
    let records = try DataFolder.records(folder)
    do {
      return try ProgramReader(records: records, blobs: blobs)
    } catch {
      throw ProgramWording.ending(error, in: folder)
    }
  }
}
