import Akash
import Foundation
import Quantities

/// A recording of wire answers as a folder: `exchanges.jsonl`, and bodies named by their digests.
enum WireFolder {
  private static let lines = "exchanges.jsonl"

  static func write(_ recording: WireRecording, to folder: String) throws {
    for body in recording.bodies {
      try Files.write(body.bytes, to: "\(folder)/\(body.digest)")
    }
    try Files.write(recording.lines, to: "\(folder)/\(lines)")
  }

  static func read(_ folder: String) throws -> WireRecording {
    let lines = try Files.read("\(folder)/\(lines)", limitBytes: 64 << 20)
    do throws(WireRecordingError) {
      return try WireRecording(lines: lines) { digest in
        try? Files.read("\(folder)/\(digest)", limitBytes: 64 << 20)
      }
    } catch {
      throw Ending.unreadable(
        .fileUnreadable, "\(folder): \(error).", "Name a folder that --record wrote.")
    }
  }
}
