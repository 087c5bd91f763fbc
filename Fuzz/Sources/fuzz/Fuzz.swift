import Foundation
import HostileReaders

/// Feeds readers of outside bytes with what nearly fits them; a crash, a hang or growth ends it.
///
///     fuzz list
///     fuzz run READER SEED FIRST SECONDS STATE   cases from FIRST on, for some seconds
///     fuzz case READER SEED NUMBER               that one case; its bytes go to standard output
///     fuzz samples READER FOLDER                 what cases are made of, a file each
///
/// Case n of a reader depends on the seed and n alone. STATE always holds the number of the case
/// being run, so that whoever started this knows it after a crash.
@main
struct Fuzz {
  /// The longest that one case may take; the system ends the process after it.
  static let limitSeconds: UInt32 = 10
  /// The most that the process may ever hold.
  static let limitMebibytes = 1_024

  static func main() throws {
    let arguments = CommandLine.arguments
    let corpus = try Corpus(root: URL(filePath: FileManager.default.currentDirectoryPath))
    let readers = corpus.readers()
    switch arguments.dropFirst().first {
    case "list":
      for reader in readers { print(reader.name) }
    case "run" where arguments.count == 7:
      try run(
        find(arguments[2], readers), seed: number(arguments[3]), first: number(arguments[4]),
        seconds: Double(number(arguments[5])), state: arguments[6])
    case "case" where arguments.count == 5:
      let reader = try find(arguments[2], readers)
      let input = try reader.mutator.input(
        seed: number(arguments[3]), case: number(arguments[4]))
      FileHandle.standardOutput.write(Data(input))
      reader.read(input)
    case "samples" where arguments.count == 4:
      let folder = URL(filePath: arguments[3])
      for (index, sample) in try find(arguments[2], readers).mutator.samples.enumerated() {
        try Data(sample).write(to: folder.appending(path: "sample-\(index)"))
      }
    default:
      throw Failure("usage: fuzz list | run READER SEED FIRST SECONDS STATE | case … | samples …")
    }
  }

  private static func find(_ name: String, _ readers: [Reader]) throws -> Reader {
    guard let reader = readers.first(where: { $0.name == name }) else {
      throw Failure("no reader \(name)")
    }
    guard !reader.mutator.samples.isEmpty else { throw Failure("no sample of \(name)") }
    return reader
  }

  private static func number(_ text: String) throws -> UInt64 {
    guard let number = UInt64(text) else { throw Failure("not a number: \(text)") }
    return number
  }

  private static func run(
    _ reader: Reader, seed: UInt64, first: UInt64, seconds: Double, state: String
  ) throws {
    let file = open(state, O_WRONLY | O_CREAT, 0o644)
    guard file >= 0 else { throw Failure("cannot write \(state)") }
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: .seconds(seconds))
    var current = first
    while clock.now < end {
      withUnsafeBytes(of: current.littleEndian) { _ = pwrite(file, $0.baseAddress, 8, 0) }
      alarm(limitSeconds)
      reader.read(reader.mutator.input(seed: seed, case: current))
      current += 1
    }
    alarm(0)
    let mebibytes = mostMebibytes()
    guard mebibytes <= limitMebibytes else {
      throw Failure("\(reader.name): held \(mebibytes) MiB, more than \(limitMebibytes)")
    }
    print("\(reader.name): \(current - first) cases, at most \(mebibytes) MiB")
  }

  private static func mostMebibytes() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1_024
  }
}

/// What stopped the fuzzer.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
