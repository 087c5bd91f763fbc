import Foundation

/// A folder that a command fills from nothing.
enum FreshFolder {
  /// Makes the folder, removing an earlier run of ours; anything else that is there is left alone
  /// and refused.
  static func make(_ path: String) throws {
    let files = FileManager.default
    if let names = try? files.contentsOfDirectory(atPath: path), !names.isEmpty {
      let ours: Set<String> = [
        "facts.jsonl", "blob", "freeze", "statement", "summary.txt", "journal.sqlite",
        "journal.sqlite-wal", "journal.sqlite-shm", "journal.lock", "public",
      ]
      guard names.allSatisfy({ ours.contains($0) }) else {
        throw Ending.unreadable(
          .outHoldsFiles, "\(path) holds other files.", "Name an empty folder with --out.")
      }
      do {
        try files.removeItem(atPath: path)
      } catch {
        throw unwritten("\(path) cannot be emptied: \(error.localizedDescription)")
      }
    }
    do {
      try files.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw unwritten("\(path) cannot be made: \(error.localizedDescription)")
    }
  }

  private static func unwritten(_ message: String) -> Ending {
    .unavailable(
      .fileUnwritten, message, "Check the folder, its permissions and the space left.")
  }
}
