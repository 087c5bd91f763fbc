import Encoding
import Foundation
import Keys
import TestSupport

/// Vectors in files: rows of words, `#` for a remark, `-` for no bytes.
enum KeyFixture {
  static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The rows of a file below Tests.
  static func rows(_ path: String) throws -> [[String]] {
    let text = try String(contentsOf: tests.appendingPathComponent(path), encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      line.split(separator: " ").map(String.init)
    }
  }

  /// The rows of the cross-check that begin with a word, without it.
  static func vectors(_ kind: String) throws -> [[String]] {
    try rows("CrossCheck/vectors/keys.txt").filter { $0.first == kind }.map {
      Array($0.dropFirst())
    }
  }

  static func bytes(_ text: String) throws -> [UInt8] {
    text == "-" ? [] : try Hex.bytes(text)
  }

  /// The secret of a number, which is valid for both algorithms.
  static func key(_ algorithm: KeyAlgorithm, _ seed: UInt64) throws -> SigningKey {
    var generator = SplitMix64(seed: seed)
    let secret = (0..<32).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    return try SigningKey(algorithm: algorithm, secret: secret)
  }
}
