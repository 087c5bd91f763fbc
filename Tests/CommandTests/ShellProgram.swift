import Encoding
import Foundation
import Keys
import Quantities
import TestSupport
import Testing

/// A program that a test runs from the shell alone, with the keys of everybody in it.
struct ShellProgram {
  /// The second at which everything happens that says no other.
  static let start = "2026-03-01T12:00:00Z"
  static let policy = StipendProcess.root.appendingPathComponent("policies/example-small.yaml").path
  static let catalogue =
    StipendProcess.root.appendingPathComponent("policies/catalogue/gpus-1.json").path

  let folder: TemporaryFolder
  private static let names = [
    "m1", "m2", "m3", "stranger", "o1", "o2", "o3", "w1", "admin", "alpha", "beta",
  ]

  /// Makes everybody's key files.
  init() throws {
    folder = try TemporaryFolder()
    let files = FileManager.default
    try files.createDirectory(
      atPath: folder.path + "/keys", withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700])
    for name in Self.names {
      let key = try key(name)
      let digits = key.withSecretBytes { Hex.text(Array($0)) }
      let source = try folder.write(digits, to: "keys/\(name).hex")
      try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: source)
      try must(
        "key import keys/\(name).hex --kind \(key.algorithm.rawValue) --out keys/\(name).json"
          + " --no-passphrase")
    }
  }

  /// Runs a command line in the program's folder; words are divided by spaces.
  @discardableResult
  func run(_ line: String) throws -> StipendProcess.Result {
    try StipendProcess.run(line.split(separator: " ").map(String.init), in: folder.url)
  }

  /// Runs a command line that must end well.
  @discardableResult
  func must(
    _ line: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> StipendProcess.Result {
    let result = try run(line)
    try #require(
      result.code == 0, "\(line)\n\(result.output)\n\(result.complaint)",
      sourceLocation: sourceLocation)
    return result
  }

  /// Somebody's key.
  func key(_ name: String) throws -> SigningKey {
    let number = try #require(Self.names.firstIndex(of: name))
    let isWallet = ["admin", "alpha", "beta"].contains(name)
    return try SigningKey(
      algorithm: isWallet ? .secp256k1 : .ed25519,
      secret: [UInt8](repeating: UInt8(number + 1), count: 32))
  }

  /// Somebody's account.
  func address(_ name: String) throws -> String {
    try key(name).publicKey.accountAddress(prefix: "akash").text
  }

  /// The arguments that draft entry 0.
  func initArguments(_ more: String = "--demonstration --now \(start)") -> String {
    "journal init --data program --policy \(Self.policy) --catalogue \(Self.catalogue)"
      + " --origin log.example/small --member @keys/m1.json --member @keys/m2.json"
      + " --member @keys/m3.json --threshold 2 --witness @keys/w1.json"
      + " --administrator @keys/admin.json --no-passphrase \(more)"
  }

  /// Begins the journal.
  func begin() throws {
    try must(initArguments() + " --key keys/m1.json --key keys/m2.json")
  }

  /// Drafts as the committee, has two members sign, and logs it.
  func committee(_ fields: String, now: String = start) throws {
    try must("entry new \(fields) --author committee --data program --out c.json --now \(now)")
    try must("entry sign c.json --key keys/m1.json --out c.1.json")
    try must("entry sign c.json --key keys/m2.json --out c.2.json")
    try must("entry combine c.1.json c.2.json --out c.signed.json")
    try must("entry append c.signed.json --data program --now \(now)")
  }
}
