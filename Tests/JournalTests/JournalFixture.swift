import Encoding
import Foundation
import Journal
import Keys
import Quantities
import Testing

/// The keys and files of the worked example in `docs/reference/journal.md`.
enum JournalFixture {
  static let prefix = "akash"
  static let now: Int64 = 1_767_225_600

  static func bytes(_ path: String) throws -> [UInt8] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return [UInt8](try Data(contentsOf: root.appending(path: path)))
  }

  static func file(_ name: String) throws -> [UInt8] {
    try bytes("Tests/Fixtures/journal/\(name)")
  }

  static func text(_ name: String) throws -> String {
    String(decoding: try file(name), as: UTF8.self)
  }

  static func key(_ byte: UInt8, _ algorithm: KeyAlgorithm = .ed25519) throws -> SigningKey {
    try SigningKey(algorithm: algorithm, secret: Array(repeating: byte, count: 32))
  }

  static func log(_ byte: UInt8 = 1, name: String = "log.example/pilot") throws -> NoteSigner {
    try NoteSigner(name: NoteName(name), purpose: .note, key: key(byte))
  }

  static func witness(
    _ byte: UInt8 = 2, name: String = "witness.example/w1"
  ) throws -> NoteSigner {
    try NoteSigner(name: NoteName(name), purpose: .cosignature, key: key(byte))
  }

  static func time(_ offset: Int64 = 0) throws -> Timestamp {
    try Timestamp(seconds: now + offset)
  }

  static func envelope() throws -> Envelope {
    try Envelope(
      payload: file("payload.json"), signedBy: [key(3), key(4, .secp256k1)], prefix: prefix)
  }

  /// The three leaves of the example's tree.
  static func leaves() throws -> [[UInt8]] {
    [try file("leaf.json"), Array("second".utf8), Array("third".utf8)]
  }

  static func head(_ leaves: some Sequence<[UInt8]>) -> TreeHead {
    var frontier = TreeFrontier()
    for leaf in leaves { frontier.append(TreeHash.leaf(leaf)) }
    return frontier.head
  }
}
