import Application
import BlobFiles
import Encoding
import Evidence
import Foundation
import Keys
import Policy
import Program
import Quantities
import Rewards
import World

typealias Blobs = FileBlobs<PosixFileSystem>
typealias Records = FileRecords<PosixFileSystem>

/// Times what is done with a generated folder, and prints the seconds of each step as JSON.
///
///     measure freeze FOLDER   makes the freeze, which is no part of a close
///     measure close FOLDER    folds the facts, then closes as `stipend epoch close` does
///     measure phases FOLDER   the same close, step by step
///     measure floor FOLDER    reads, decompresses and hashes what a close reads, writes as much
@main
struct Measure {
  let blobs: Blobs
  let records: Records
  let id: EpochID
  let watch = StopWatch()

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else { throw Failure("usage: measure VERB FOLDER") }
    let mark = String(ProcessInfo.processInfo.processIdentifier)
    let files = PosixFileSystem()
    let folder = arguments[2]
    let measure = Measure(
      blobs: Blobs(folder: folder + "/blob", mark: mark, on: files),
      records: Records(folder: folder, mark: mark, on: files),
      id: EpochID(pool: try Label(DesignPoint.pool), number: 1))
    switch arguments[1] {
    case "freeze": try measure.freeze()
    case "close": try measure.close()
    case "phases": try measure.phases()
    case "floor": try measure.floor()
    default: throw Failure("no verb \(arguments[1])")
    }
    print(measure.watch.json)
  }

  private func reader() throws -> ProgramReader {
    try ProgramReader(records: records, blobs: blobs)
  }

  private func freeze() throws {
    let now = try Timestamp(seconds: Int64(DesignPoint.endSeconds + 86_400))
    try watch.time("freeze") {
      var freezing = FreezeEpoch(try reader())
      let freeze = try freezing.freeze(id, now: now)
      guard freeze.leftOut.isEmpty, freeze.segments.count == DesignPoint.observers else {
        throw Failure("left out: \(freeze.leftOut)")
      }
    }
  }

  private func close() throws {
    let reader = try watch.time("facts") {
      var reader = try self.reader()
      _ = try reader.log()
      return reader
    }
    let closed = try watch.time("close") {
      var closing = CloseEpoch(reader)
      return try closing.close(id)
    }
    watch.note("lines", closed.statement.lines.count)
    watch.note("bytes", closed.bytes.count + closed.table.count)
  }

  private func phases() throws {
    let (reader, log) = try watch.time("facts") {
      var reader = try self.reader()
      return (reader, try reader.log())
    }
    guard let bytes = try records.read(RecordName(.freeze, id)) else {
      throw Failure("freeze first")
    }
    let freeze = try Freeze(bytes: bytes)
    let files = try watch.time("read, decompress, hash") {
      try freeze.segments.map { try blobs.get($0.digest, lengthBytes: $0.lengthBytes) ?? [] }
    }
    let segments = try watch.time("decode") {
      try zip(freeze.segments, files).map { frozen, file in
        NamedSegment(
          digest: frozen.digest, segment: try Segment(bytes: file, type: frozen.type))
      }
    }
    let rules = reader.rules
    let tally = try watch.time("quorum") {
      try Tally.compute(
        TallyInput(
          span: freeze.span, slotSeconds: rules.policy.observation.slotSeconds,
          quorum: rules.policy.observation.quorum, rosterSize: UInt32(freeze.rosterSize),
          segments: segments, tracks: [.reported],
          classify: { rules.catalogue.resolve($0).match }))
    }
    let input = watch.time("claims") {
      var input = EpochInput(
        policy: rules.policy, pool: id.pool, epoch: id.number, tally: tally,
        catalogue: rules.catalogue, roster: log.state.roster.addresses, claims: [],
        names: EpochInput.Names(
          program: freeze.program, policy: freeze.policy, catalogue: freeze.catalogue,
          facts: freeze.factsDigest, isDemonstration: log.state.isDemonstration))
      log.state.fill(&input)
      return input
    }
    let statement = try watch.time("rewards") { try RewardEngine.statement(for: input) }
    let written = watch.time("statement as bytes, line roots") {
      StatementWriter.write(statement) { Sha256.digest(of: $0) }
    }
    _ = watch.time("statement's digest") { Sha256.digest(of: written.bytes) }
    let table = watch.time("table as bytes") { StatementCSV.write(statement) }
    try watch.time("write both, synced") {
      try records.write(table, as: RecordName(.table, id))
      try records.write(written.bytes, as: RecordName(.statement, id))
    }
  }

  private func floor() throws {
    guard let bytes = try records.read(RecordName(.freeze, id)),
      let statement = try records.read(RecordName(.statement, id)),
      let table = try records.read(RecordName(.table, id))
    else { throw Failure("close first") }
    let freeze = try Freeze(bytes: bytes)
    let sizes = (statement: statement.count, table: table.count)
    try watch.time("facts") {
      guard Sha256.digest(of: try records.facts()) == freeze.factsDigest else {
        throw Failure("other facts")
      }
    }
    var sums: UInt8 = 0
    try watch.time("floor") {
      for segment in freeze.segments {
        let file = try blobs.get(segment.digest, lengthBytes: segment.lengthBytes) ?? []
        sums ^= file.last ?? 0
      }
      let copy = RecordName(.table, EpochID(pool: id.pool, number: 2))
      try records.write([UInt8](repeating: sums, count: sizes.table), as: copy)
      let other = RecordName(.statement, EpochID(pool: id.pool, number: 2))
      try records.write([UInt8](repeating: sums, count: sizes.statement), as: other)
    }
  }
}
