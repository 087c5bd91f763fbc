import CZlib
import Foundation
import Keys
import Policy
import Quantities
import World

/// Writes the data folder of one epoch: `generate FOLDER realistic|flapping PROVIDERS CATALOGUE`.
@main
struct Generate {
  let folder: URL
  let shape: DayShape
  let providers: Int

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 5, let shape = DayShape(rawValue: arguments[2]),
      let providers = Int(arguments[3]), (1...1_000_000).contains(providers)
    else { throw Failure("usage: generate FOLDER realistic|flapping PROVIDERS CATALOGUE") }
    let catalogue = [UInt8](try Data(contentsOf: URL(filePath: arguments[4])))
    try Generate(folder: URL(filePath: arguments[1]), shape: shape, providers: providers)
      .write(catalogue: catalogue)
  }

  private func write(catalogue: [UInt8]) throws {
    let policy = PolicyBytes.bytes
    _ = try PolicyJSON.decode(policy)
    var facts = try FactsBytes(policy: try store(policy), catalogue: try store(catalogue))
    let start = DesignPoint.startSeconds
    let keys = (0..<DesignPoint.observers).map(FactsBytes.key)
    for key in keys {
      facts.add(
        "observer.appointed/1", by: "committee", admittedAt: start - 7_200,
        body: #"{"observer":"\#(key)","from":\#(start - 3_600),"until":null}"#)
    }
    var roster: [UInt8] = []
    var segments = (0..<DesignPoint.observers).map(PresenceBytes.init)
    for provider in 0..<providers {
      let day = ProviderDay(provider: provider, shape: shape)
      let address = try FactsBytes.address(of: provider)
      roster += Array(address.utf8) + [UInt8(ascii: "\n")]
      facts.add(
        "provider.enrolled/1", by: address, admittedAt: start - 3_600,
        body: #"{"enrolment":"e-\#(provider)","pool":"\#(DesignPoint.pool)","#
          + #""provider":"\#(address)","class":"\#(DesignPoint.offers[day.offer].className)","#
          + #""units":\#(DesignPoint.unitsPerProvider),"from":\#(start),"until":null,"#
          + #""tier":null,"tierEvidence":null}"#)
      for observer in segments.indices { segments[observer].add(day) }
    }
    try store(roster)
    for (observer, key) in keys.enumerated() {
      let bytes = segments[observer].bytes(program: facts.program, key: key, roster: roster)
      facts.add(
        "evidence.published/1", by: key, admittedAt: DesignPoint.endSeconds + 600,
        body: #"{"type":"presence","sequence":0,"start":\#(start),"#
          + #""end":\#(DesignPoint.endSeconds),"digest":"\#(try store(bytes))","#
          + #""length":\#(bytes.count)}"#)
    }
    try Data(facts.bytes).write(to: folder.appending(path: "facts.jsonl"))
  }

  /// Keeps bytes compressed under their digest, as the data folder has them.
  @discardableResult
  private func store(_ bytes: [UInt8]) throws -> Digest {
    let digest = Sha256.digest(of: bytes)
    let name = digest.description
    let place = folder.appending(path: "blob/\(name.prefix(2))")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    var length = compressBound(uLong(bytes.count))
    var packed = [UInt8](repeating: 0, count: Int(length))
    guard compress2(&packed, &length, bytes, uLong(bytes.count), 6) == Z_OK else {
      throw Failure("zlib refused to compress \(bytes.count) bytes")
    }
    try Data(packed[..<Int(length)]).write(to: place.appending(path: name))
    return digest
  }
}
