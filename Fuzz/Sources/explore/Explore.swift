import Foundation
import HostileReaders

/// libFuzzer over one reader: `READER=name explore [libFuzzer's options] CORPUS`.
///
/// A program needs a `main` of its own to be built; linked with libFuzzer's, either may be taken.
@main
struct Explore {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = CommandLine.unsafeArgv
    exit(runDriver(&count, &arguments, testOneInput))
  }

  /// The reader that `READER` names.
  nonisolated(unsafe) static let chosen: Reader = {
    let name = ProcessInfo.processInfo.environment["READER"]
    let root = URL(filePath: FileManager.default.currentDirectoryPath)
    guard let reader = try? Corpus(root: root).readers().first(where: { $0.name == name }) else {
      preconditionFailure("READER names no reader.")
    }
    return reader
  }()
}

/// Makes the reader and its samples ready, which no case's time should hold.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ count: UnsafeMutablePointer<Int32>?, _ arguments: UnsafeMutableRawPointer?
) -> Int32 {
  _ = Explore.chosen
  return 0
}

/// What libFuzzer's own `main` calls, and ours hands over.
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
