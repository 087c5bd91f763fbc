import Foundation
import HostileReaders

/// libFuzzer over one reader: `READER=name explore [libFuzzer's options] CORPUS`.
///
/// `READER=name SEEDS=DIR explore` writes the reader's samples into a folder and ends.
@main
struct Explore {
  /// The reader that is looked into.
  nonisolated(unsafe) static var read: ([UInt8]) -> Void = { _ in }

  static func main() throws {
    let environment = ProcessInfo.processInfo.environment
    let corpus = try Corpus(root: URL(filePath: FileManager.default.currentDirectoryPath))
    guard let name = environment["READER"],
      let reader = corpus.readers().first(where: { $0.name == name })
    else {
      for reader in corpus.readers() { print(reader.name) }
      return
    }
    if let folder = environment["SEEDS"] {
      for (index, sample) in reader.mutator.samples.enumerated() {
        try Data(sample).write(to: URL(filePath: folder).appending(path: "sample-\(index)"))
      }
      return
    }
    read = reader.read
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(
      runDriver(&count, &arguments) { bytes, count in
        Explore.read(Array(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
      })
  }
}

/// libFuzzer's loop, which returns when its budget is spent.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32
