import Foundation
import TestSupport
import Testing

/// A command that listens, such as `stipend serve`, until it is stopped.
final class RunningStipend {
  private let process = Process()
  /// Kept, so that the command can go on printing.
  private let output = Pipe()
  /// The first line that it printed.
  let line: String
  /// Where it listens.
  let address: String

  /// Starts a command line in a program's folder; words are divided by spaces.
  init(_ arguments: String, in shell: ShellProgram) throws {
    process.executableURL = StipendProcess.executable
    process.arguments = arguments.split(separator: " ").map(String.init)
    process.currentDirectoryURL = shell.folder.url
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let place = try #require(line.ranges(of: "http://").last, "\(arguments): \(line)")
    address = String(line[place.lowerBound...].prefix { !$0.isWhitespace }.dropLast())
  }

  deinit { stop() }

  /// Its process.
  var id: Int32 { process.processIdentifier }

  /// Ends it, and waits until it has.
  func stop() {
    guard process.isRunning else { return }
    process.terminate()
    process.waitUntilExit()
  }
}
