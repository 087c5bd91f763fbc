import Foundation

/// A folder for its owner alone that goes away with its holder.
final class SecretFolder {
  let path: String

  init(mode: Int = 0o700) throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("stipend-keys-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: mode])
    try set(mode, of: path)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func set(_ mode: Int, of path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  func write(_ text: String, _ name: String, mode: Int = 0o600) throws -> String {
    let file = "\(path)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    try set(mode, of: file)
    return file
  }

  var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] }
}
