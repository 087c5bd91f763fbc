import Application
import Journal
import Keys
import Policy
import Program
import Quantities
import Simulation

extension Corpus {
  /// What judges whole entries, logs and epochs: bytes that were read, and what follows from them.
  func programReaders() -> [Reader] {
    guard !kept.isEmpty else { return [] }
    return [admission(), log(), operators(), epochRecord()]
  }

  /// A payload at several moments of its program; what is admitted goes into the books.
  private func admission() -> Reader {
    let moments = kept.flatMap(\.moments)
    let samples =
      kept.flatMap(\.payloads).filter { $0.count < 2_000 }
      + kept.flatMap { KindSamples.payloads(of: $0) }
    return Reader(name: "admission", mutator: mutator(samples, words: Self.kinds)) { bytes in
      guard let payload = try? Payload(bytes: bytes) else { return }
      for moment in moments where moment.state.program == payload.header.program {
        var state = moment.state
        let time = max(state.lastAdmittedAt ?? .earliest, payload.header.at)
        guard (try? state.admit(payload, admittedAt: time)) != nil else { continue }
        var books = moment.books
        books.take(payload, state: state)
      }
    }
  }

  private static var kinds: [String] { EntryKind.allCases.map(\.rawValue) }

  /// A published log of which a server changed one file; two bytes say which.
  private func log() -> Reader {
    guard let kept = kept.min(by: { $0.leaves.count < $1.leaves.count }) else {
      preconditionFailure("A history was kept.")
    }
    let files = kept.published.all.filter { $0.path != "index.json" }
    let samples = files.enumerated().map {
      [UInt8($0.offset >> 8), UInt8($0.offset & 255)] + $0.element.bytes
    }
    return Reader(name: "log", mutator: mutator(samples)) { bytes in
      guard bytes.count >= 2 else { return }
      let file = files[(Int(bytes[0]) << 8 | Int(bytes[1])) % files.count]
      let changed = ChangedFile(
        source: kept.published, path: file.path, bytes: Array(bytes.dropFirst(2)))
      _ = try? VerifyLog(changed, blobs: kept.blobs).run()
    }
  }

  /// A log that its own operator wrote anew around one changed leaf; two bytes say which.
  private func operators() -> Reader {
    guard let kept = kept.min(by: { $0.leaves.count < $1.leaves.count }) else {
      preconditionFailure("A history was kept.")
    }
    let samples = kept.leaves.enumerated().map {
      [UInt8($0.offset >> 8), UInt8($0.offset & 255)] + $0.element
    }
    return Reader(name: "operator", mutator: mutator(samples)) { bytes in
      guard bytes.count >= 2 else { return }
      var leaves = kept.leaves
      leaves[(Int(bytes[0]) << 8 | Int(bytes[1])) % leaves.count] = Array(
        bytes.dropFirst(2).prefix(Leaf.limitBytes))
      let log = ResignedLog(leaves, origin: kept.origin, key: Invented.signer("log"))
      _ = try? VerifyLog(log, blobs: kept.blobs).run()
    }
  }

  /// An epoch whose freeze or statement was changed, computed anew; the first byte says which.
  private func epochRecord() -> Reader {
    let played = played
    var samples: [[UInt8]] = []
    for (index, record) in played.names.enumerated() where index < 256 {
      if let bytes = try? played.records.read(record), bytes.count < 20_000 {
        samples.append([UInt8(index)] + bytes)
      }
    }
    return Reader(name: "epoch", mutator: mutator(samples)) { bytes in
      guard let first = bytes.first, Int(first) < played.names.count else { return }
      let name = played.names[Int(first)]
      let changed = ChangedRecord(
        records: played.records, name: name, bytes: Array(bytes.dropFirst()))
      guard let reader = try? ProgramReader(records: changed, blobs: played.blobs) else { return }
      var verifying = VerifyEpochs(reader)
      _ = try? verifying.verify(RecordName(.freeze, name.epoch, version: name.version))
    }
  }
}

/// Records of which one was changed.
private struct ChangedRecord: ProgramRecords {
  let records: MemoryRecords
  let name: RecordName
  let bytes: [UInt8]

  func facts() throws(RecordFailure) -> [UInt8] { try records.facts() }
  func appendFacts(_ lines: [UInt8]) {}
  func read(_ name: RecordName) throws(RecordFailure) -> [UInt8]? {
    name == self.name ? bytes : try records.read(name)
  }
  func write(_ bytes: [UInt8], as name: RecordName) {}
  func names() throws(RecordFailure) -> [RecordName] { try records.names() }
}
