import Foundation
import HostileReaders

/// libFuzzer over one reader: `READER=name explore [libFuzzer's options] CORPUS`.
///
/// `READER=name SEEDS=DIR explore` writes the reader's samples into a folder and ends.
@main
struct Explore {
  static func main() throws {
    let environment = ProcessInfo.processInfo.environment
    guard environment["READER"] != nil else {
      for reader in try readers() { print(reader.name) }
      return
    }
    if let folder = environment["SEEDS"] {
      for (index, sample) in chosen.mutator.samples.enumerated() {
        try Data(sample).write(to: URL(filePath: folder).appending(path: "sample-\(index)"))
      }
      return
    }
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = CommandLine.unsafeArgv
    exit(runDriver(&count, &arguments, testOneInput))
  }

  static func readers() throws -> [Reader] {
    try Corpus(root: URL(filePath: FileManager.default.currentDirectoryPath)).readers()
  }

  /// The reader that `READER` names.
  nonisolated(unsafe) static let chosen: Reader = {
    let name = ProcessInfo.processInfo.environment["READER"]
    guard let reader = try? readers().first(where: { $0.name == name }) else {
      preconditionFailure("READER names no reader.")
    }
    return reader
  }()
}

/// What libFuzzer's own `main` would call; ours, which takes its place, hands it over.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  Explore.chosen.read(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}

/// libFuzzer's loop, which returns when its budget is spent.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32
