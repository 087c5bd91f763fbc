import Foundation
import TestSupport

/// The built command line, run as a person runs it.
enum StipendProcess {
  /// What a run printed, and how it ended.
  struct Result {
    let code: Int32
    let output: String
    let complaint: String
  }

  /// The repository's root, where policies lie.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The executable beside the test bundle.
  static var executable: URL {
    let bundle = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0])
    var folder = bundle.deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("stipend")
      if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
      folder.deleteLastPathComponent()
    }
    return root.appendingPathComponent(".build/debug/stipend")
  }

  /// Runs it in the repository's root.
  static func run(_ arguments: String...) throws -> Result { try run(arguments) }

  /// Runs it, by default in the repository's root; output goes through files, so that no pipe can
  /// fill.
  static func run(
    _ arguments: [String], in place: URL = root, program: URL = executable
  ) throws -> Result {
    let folder = try TemporaryFolder()
    let names = ["output", "complaint"].map { folder.url.appendingPathComponent($0) }
    let handles = try names.map { name in
      try Data().write(to: name)
      return try FileHandle(forWritingTo: name)
    }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = place
    process.standardOutput = handles[0]
    process.standardError = handles[1]
    try process.run()
    process.waitUntilExit()
    for handle in handles { try handle.close() }
    return Result(
      code: process.terminationStatus,
      output: try String(contentsOf: names[0], encoding: .utf8),
      complaint: try String(contentsOf: names[1], encoding: .utf8))
  }
}
