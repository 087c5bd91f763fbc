import Akash
import Encoding
import Foundation
import Policy
import ProviderTLS
import Quantities
import Testing

/// What the tests of this room read: our own fixtures, and recorded answers where they lie.
enum AkashFixture {
  /// The repository's root, from where this file stands.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The owner of the fixtures' certificates.
  static let ownerText = "akash1qpy7waukp7nxlcxmwjcgtmyzu2auk3p5dc3gg6"

  static func owner() throws -> Address { try Address(ownerText) }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appendingPathComponent("Tests/Fixtures/akash/\(name)")))
  }

  static func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  static func path(_ name: String) -> String {
    root.appendingPathComponent("Tests/Fixtures/akash/\(name)").path
  }

  /// A message that the classes of another implementation wrote.
  static func message(_ name: String) throws -> [UInt8] {
    try Base64.bytes(String(try text(name + ".b64").dropLast()))
  }

  /// A certificate of the fixtures with its key, both in DER.
  static func identity(_ name: String) throws -> TLSIdentity {
    let lines = try text(name + ".key").split(separator: "\n").filter { !$0.hasPrefix("-----") }
    return TLSIdentity(
      certificate: try certificate(name), privateKey: try Base64.bytes(lines.joined()))
  }

  /// The DER form of a certificate of the fixtures.
  static func certificate(_ name: String) throws -> [UInt8] {
    try #require(OwnerCertificate.der(pem: try bytes(name + ".crt")))
  }

  static func catalogue() throws -> GPUCatalogue {
    try GPUCatalogue.decode(
      [UInt8](
        try Data(contentsOf: root.appendingPathComponent("policies/catalogue/gpus-1.json"))))
  }

  /// A recorded answer beside the repository, or nil with a line saying that it is absent.
  static func recorded(_ name: String) throws -> [UInt8]? {
    let url = root.deletingLastPathComponent()
      .appendingPathComponent("shared/data/akash/recorded/\(name)")
    guard FileManager.default.fileExists(atPath: url.path) else {
      print("note: ../shared/data/akash/recorded/\(name) is absent; our fixtures stand for it")
      return nil
    }
    return [UInt8](try Data(contentsOf: url))
  }
}
