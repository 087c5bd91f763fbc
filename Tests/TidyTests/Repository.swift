import Foundation

/// The files of this repository, found from where this file lies.
struct Repository {
  let root: URL

  init(file: String = #filePath) {
    root = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// Folders that git ignores or keeps to itself.
  private static func isIgnored(_ name: String) -> Bool {
    name == ".git" || name.hasPrefix(".build") || name.hasPrefix(".venv") || name == "var"
      || name == "__pycache__" || name == "stipend-data"
  }

  /// Paths of all files below a folder, relative to the root, in order.
  func paths(under folder: String = "") throws -> [String] {
    let base = folder.isEmpty ? root : root.appending(path: folder)
    var paths: [String] = []
    let names = try FileManager.default.contentsOfDirectory(
      atPath: base.path(percentEncoded: false))
    for name in names.sorted() where !Self.isIgnored(name) {
      let path = folder.isEmpty ? name : folder + "/" + name
      let values = try root.appending(path: path)
        .resourceValues(forKeys: [.isDirectoryKey, .isSymbolicLinkKey])
      if values.isSymbolicLink == true { continue }
      if values.isDirectory == true {
        paths += try self.paths(under: path)
      } else {
        paths.append(path)
      }
    }
    return paths
  }

  func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: root.appending(path: path))
  }

  /// The file as text, or nil if it is not UTF-8.
  func text(_ path: String) throws -> String? {
    String(data: try bytes(path), encoding: .utf8)
  }

  /// The Swift files below a folder, read and split.
  func sources(under folder: String) throws -> [SourceText] {
    try paths(under: folder).filter { $0.hasSuffix(".swift") }.map { path in
      SourceText(path: path, try text(path) ?? "")
    }
  }

  /// The Swift files that people write: those that a generator made are read, not judged.
  func writtenSources(under folder: String) throws -> [SourceText] {
    try sources(under: folder).filter { source in
      !(source.path.hasSuffix(".pb.swift") && source.lines.first == "// DO NOT EDIT.")
    }
  }

  func manifest() throws -> PackageManifest {
    PackageManifest(try text("Package.swift") ?? "")
  }
}
