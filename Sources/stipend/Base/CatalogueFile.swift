import Policy

/// The GPU catalogue that a person named.
struct CatalogueFile {
  /// The catalogue.
  let catalogue: GPUCatalogue
  /// Its bytes, which a program names by their digest.
  let bytes: [UInt8]

  /// Reads a file, or ends with code 2.
  static func load(_ path: String) throws -> CatalogueFile {
    let bytes = try Files.read(path, limitBytes: 16 << 20)
    do {
      return CatalogueFile(catalogue: try GPUCatalogue.decode(bytes), bytes: bytes)
    } catch {
      throw Ending.unreadable(
        .catalogueUnreadable, "\(path): \(error).",
        "Name a GPU catalogue, like policies/catalogue/gpus-1.json.")
    }
  }
}
