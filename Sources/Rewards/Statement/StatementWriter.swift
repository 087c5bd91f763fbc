import Encoding
import Policy
public import Quantities

/// A statement as bytes, with the root over its lines (law 10: these bytes are final).
public struct WrittenStatement: Sendable {
  /// The whole file.
  public let bytes: [UInt8]
  /// The tree over the lines.
  public let tree: MerkleTree
  /// The root in the file.
  public let root: Digest
  /// Where each line stands in the file.
  public let lines: [Range<Int>]

  /// The bytes of one line.
  public func line(_ index: Int) -> [UInt8] { Array(bytes[lines[index]]) }
}

/// Writes a statement in the one form of `docs/reference/statement.md`.
///
/// Law 2: equal statements give equal bytes; nothing but the statement decides them.
public enum StatementWriter {
  /// Writes the whole file; `hash` is SHA-256.
  public static func write(
    _ statement: Statement, by workforce: some Workforce = SingleWorker(),
    hash: @escaping MerkleTree.Hash
  ) -> WrittenStatement {
    let parts = workforce.share(statement.lines.count) { range in
      WrittenLines(statement.lines, range, hash: hash)
    }
    var writer = JSONWriter(
      reserving: 8_192 + statement.campaigns.count * 256
        + parts.reduce(0) { $0 + $1.bytes.count })
    writer.beginObject()
    writeHead(statement, to: &writer)
    writer.key("lines")
    writer.beginArray()
    var lines: [Range<Int>] = []
    lines.reserveCapacity(statement.lines.count)
    for part in parts where !part.lines.isEmpty {
      // A comma stands before each line but the first.
      let start = writer.count + (lines.isEmpty ? 0 : 1)
      writer.raw(part.inside)
      for line in part.lines {
        lines.append(start + line.lowerBound - 1..<start + line.upperBound - 1)
      }
    }
    writer.endArray()
    let tree = MerkleTree(leaves: parts.flatMap(\.leaves))
    let root = tree.root(hash: hash)
    writer.field("root", hex: root.bytes)
    writer.endObject()
    return WrittenStatement(bytes: writer.finish(), tree: tree, root: root, lines: lines)
  }

  private static func writeHead(_ statement: Statement, to writer: inout JSONWriter) {
    writer.field("statement", 1)
    writer.field("program", hex: statement.program.bytes)
    writer.field("pool", ascii: statement.pool.bytes)
    writer.field("epoch", statement.epoch)
    writer.field("version", statement.version)
    writer.field("start", statement.span.start.seconds)
    writer.field("end", statement.span.end.seconds)
    writer.field("rules", statement.rules)
    writer.field("demonstration", statement.isDemonstration)
    writer.field("policy", hex: statement.policy.bytes)
    writer.field("catalogue", hex: statement.catalogue.bytes)
    writer.field("facts", hex: statement.facts.bytes)
    writer.key("previous")
    if let previous = statement.previous { writer.hex(previous.bytes) } else { writer.null() }
    writer.field("currency", statement.currency.rawValue)
    writer.key("price")
    if let price = statement.price { writer.decimalString(price.scaled) } else { writer.null() }
    writer.object("pot") { writer in
      writer.field("base", statement.pot.baseMicros)
      writer.field("carriedIn", statement.pot.carriedInMicros)
      writer.field("earned", statement.pot.earnedMicros)
      writer.field("unallocated", statement.pot.unallocatedMicros)
      writer.field("carriedOut", statement.pot.carriedOutMicros)
      writer.field("returned", statement.pot.returnedMicros)
    }
    writer.array("unallocated", statement.unallocated) { writer, entry in
      writer.object { writer in
        writer.field("reason", entry.reason.name)
        writer.field("amount", entry.micros)
      }
    }
    writer.object("dates") { writer in
      writer.field("deadline", statement.dates.deadline.seconds)
      writer.field("holdUntil", statement.dates.holdUntil.seconds)
      writer.field("payable", statement.dates.payable.seconds)
    }
    writer.object("observed") { writer in
      writer.field("slots", statement.observed.slots)
      writer.field("unobservedAll", statement.observed.unobservedAll)
    }
    writer.array("campaigns", statement.campaigns) { writer, campaign in
      writer.object { writer in
        writer.field("campaign", ascii: campaign.campaign.bytes)
        writer.field("base", campaign.baseMicros)
        writer.field("earned", campaign.earnedMicros)
        writer.field("earnedToDate", campaign.earnedToDateMicros)
      }
    }
    writer.key("weight")
    writer.decimalString(statement.weight)
  }

  fileprivate static func write(
    _ line: StatementLine, to writer: inout JSONWriter, _ names: inout ClassNames
  ) {
    writer.beginObject()
    writer.field("payee", ascii: line.key.payee.bytes)
    writer.field("beneficiary", ascii: line.key.beneficiary.bytes)
    writer.field("earned", line.earnedMicros)
    writer.field("correction", line.correctionMicros)
    writer.key("corrections")
    writer.beginArray()
    for correction in line.corrections { write(correction, to: &writer) }
    writer.endArray()
    writer.field("takenBack", line.takenBackMicros)
    writer.field("held", line.heldMicros)
    writer.field("accrued", line.accruedMicros)
    writer.field("vested", line.vestedMicros)
    writer.key("unvested")
    writer.beginArray()
    for entry in line.unvested {
      writer.beginObject()
      writer.field("claim", ascii: entry.claim.bytes)
      writer.field("vests", entry.vests.seconds)
      writer.field("amount", entry.micros)
      writer.endObject()
    }
    writer.endArray()
    writer.key("holds")
    writer.beginArray()
    for hold in line.holds {
      writer.beginObject()
      writer.field("epoch", hold.epoch)
      writer.field("claim", ascii: hold.claim.bytes)
      writer.field("vests", hold.vests.seconds)
      writer.field("reason", hold.reason.code)
      writer.field("amount", hold.micros)
      writer.endObject()
    }
    writer.endArray()
    writer.key("uakt")
    if let uakt = line.uakt { writer.integer(uakt) } else { writer.null() }
    writer.field("uaktToDate", line.uaktToDate)
    writer.field("waiting", line.waitingMicros)
    writer.key("parts")
    writer.beginArray()
    line.parts.withUnsafeBufferPointer { parts in
      for index in parts.indices { write(parts[index], to: &writer, &names) }
    }
    writer.endArray()
    writer.endObject()
  }

  private static func write(_ correction: LineCorrection, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("epoch", correction.epoch)
    writer.field("claim", ascii: correction.claim.bytes)
    writer.field("vests", correction.vests.seconds)
    writer.field("difference", correction.differenceMicros)
    writer.field("amount", correction.micros)
    writer.key("reason")
    if let reason = correction.reason { writer.string(reason.code) } else { writer.null() }
    writer.endObject()
  }

  private static func write(
    _ part: StatementPart, to writer: inout JSONWriter, _ names: inout ClassNames
  ) {
    writer.beginObject()
    writer.field("claim", ascii: part.claim.bytes)
    writer.field("provider", ascii: part.provider.bytes)
    writer.key("class")
    if let gpuClass = part.gpuClass {
      writer.ascii(names.name(gpuClass))
    } else {
      writer.null()
    }
    writer.field("units", part.units)
    writer.field("amount", part.amountMicros)
    writer.key("weight")
    writer.decimalString(part.weight)
    writer.key("flags")
    writer.beginArray()
    for flag in part.flags { writer.string(flag.rawValue) }
    writer.endArray()
    writer.key("reasons")
    writer.beginArray()
    for reason in part.reasons { writer.string(reason.code) }
    writer.endArray()
    writer.key("groups")
    writer.beginArray()
    for group in part.groups { write(group, to: &writer) }
    writer.endArray()
    // Claims of a class name leases only where there are some: other statements keep their bytes.
    if part.gpuClass == nil || !part.leases.isEmpty {
      writer.key("leases")
      writer.beginArray()
      for lease in part.leases { write(lease, to: &writer) }
      writer.endArray()
    }
    writer.endObject()
  }

  private static func write(_ lease: PaidLease, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("lease", hex: lease.leaseBytes)
    writer.field("from", lease.span.start.seconds)
    writer.field("to", lease.span.end.seconds)
    writer.field("with", ascii: lease.counterparty.bytes)
    writer.field("gpus", lease.gpus)
    writer.field("cores", lease.milliCores)
    writer.key("price")
    if let price = lease.pricePerHourMicros { writer.decimalString(price) } else { writer.null() }
    writer.field("cost", lease.costPPM)
    writer.field("share", lease.sharePPM)
    writer.key("weight")
    writer.decimalString(lease.weight)
    writer.field("amount", lease.amountMicros)
    writer.key("reason")
    if let reason = lease.reason { writer.string(reason.code) } else { writer.null() }
    writer.endObject()
  }

  private static func write(_ group: UnitGroup, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.field("first", group.first)
    writer.field("units", group.units)
    writer.key("seconds")
    writer.beginObject()
    for kind in SecondKind.allCases where group.seconds[kind] > 0 {
      writer.field(kind.name, group.seconds[kind])
    }
    writer.endObject()
    writer.key("uptime")
    if let uptime = group.uptimePPM { writer.integer(uptime) } else { writer.null() }
    writer.field("factor", group.factorPPM)
    writer.field("credit", group.credit)
    writer.endObject()
  }
}

/// Some lines that follow each other, as an array of their own, and their leaves.
private struct WrittenLines: Sendable {
  let bytes: [UInt8]
  /// Where each line stands in them.
  let lines: [Range<Int>]
  let leaves: [Digest]

  init(_ all: [StatementLine], _ range: Range<Int>, hash: MerkleTree.Hash) {
    var writer = JSONWriter(reserving: 2 + range.count * 1_024)
    var names = ClassNames()
    var lines: [Range<Int>] = []
    lines.reserveCapacity(range.count)
    writer.beginArray()
    // In place: a loop over the elements would copy each with all that it holds.
    all.withUnsafeBufferPointer { all in
      for index in range {
        let start = writer.count + (lines.isEmpty ? 0 : 1)
        StatementWriter.write(all[index], to: &writer, &names)
        lines.append(start..<writer.count)
      }
    }
    writer.endArray()
    bytes = writer.finish()
    self.lines = lines
    leaves = MerkleTree(lines: lines, of: bytes, hash: hash).leaves
  }

  /// The lines with the commas between them.
  var inside: ArraySlice<UInt8> { bytes[1..<bytes.count - 1] }
}

/// Class names as bytes, made once for each class: neighbours mostly have the same.
struct ClassNames {
  private var known: [GPUClass: [UInt8]] = [:]
  private var last: (gpuClass: GPUClass, name: [UInt8])?

  mutating func name(_ gpuClass: GPUClass) -> [UInt8] {
    if let last, last.gpuClass == gpuClass { return last.name }
    let name = known[gpuClass] ?? Array(gpuClass.text.utf8)
    known[gpuClass] = name
    last = (gpuClass, name)
    return name
  }
}
