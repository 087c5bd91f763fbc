import Foundation

/// Documents that come with the program: looked for here and in the folders above, then beside the
/// program and in the folders above that.
enum BundledFile: String {
  /// The GPU catalogue.
  case catalogue = "policies/catalogue/gpus-1.json"
  /// Pilot 1's policy.
  case policy = "policies/akash-pilot-1.yaml"
  /// The policy of the pilot on the made-up network.
  case networkPolicy = "policies/devnet-pilot.yaml"

  /// The path that a person named, or where the document was found; ends with code 2 without one.
  func path(named path: String?, option: String) throws -> String {
    if let path { return path }
    let files = FileManager.default
    if files.fileExists(atPath: rawValue) { return rawValue }
    let program = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
      .resolvingSymlinksInPath().deletingLastPathComponent()
    for start in [URL(fileURLWithPath: files.currentDirectoryPath), program] {
      if let found = Self.above(start).map({ $0.appendingPathComponent(rawValue).path })
        .first(where: { files.fileExists(atPath: $0) })
      {
        return found
      }
    }
    throw Ending.unreadable(
      .defaultAbsent,
      "\(rawValue) is neither here, nor in a folder above, nor beside the program.",
      "Pass \(option) FILE, or run it in a checkout of the repository.")
  }

  private static func above(_ start: URL) -> [URL] {
    var folders = [start.standardizedFileURL]
    while let last = folders.last, last.path != "/" {
      folders.append(last.deletingLastPathComponent().standardizedFileURL)
    }
    return folders
  }
}
