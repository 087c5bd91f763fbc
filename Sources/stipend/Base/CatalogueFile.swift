import Policy

/// The GPU catalogue that a person named.
struct CatalogueFile {
  /// Where the catalogue lies in a checkout.
  static let defaultPath = "policies/catalogue/gpus-1.json"
  /// Where Pilot 1's policy lies in a checkout.
  static let defaultPolicyPath = "policies/akash-pilot-1.yaml"

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
      throw Ending.unreadable("\(path): \(error)")
    }
  }
}
