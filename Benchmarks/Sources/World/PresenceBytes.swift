import Encoding
import Keys
import Simulation
public import Quantities

/// One observer's presence segment of the day, written from `docs/reference/segments.md` alone.
///
/// The product's own writer is not used, so that the product's reader meets foreign bytes.
public struct PresenceBytes {
  private let observer: Int
  private var providers: [UInt8] = []
  private var up: [UInt8] = []
  private var down: [UInt8] = []
  private var reasons = Columns(widths: [4, 2, 2, 1])
  private var inventory = Columns(widths: [4, 2, 2, 2, 2, 4, 4, 4])
  private var rows = 0

  /// A segment without rows.
  public init(observer: Int) {
    self.observer = observer
  }

  /// Adds the next provider's row.
  public mutating func add(_ day: ProviderDay) {
    providers.append(littleEndian: rows, bytes: 4)
    let base = up.count
    let width = (DesignPoint.slots + 7) / 8
    up.append(contentsOf: repeatElement(0, count: width))
    down.append(contentsOf: repeatElement(0, count: width))
    for slot in 0..<DesignPoint.slots {
      switch day.sight(observer: observer, slot: slot).state {
      case .up: up[base + slot / 8] |= 1 << UInt8(slot % 8)
      case .down: down[base + slot / 8] |= 1 << UInt8(slot % 8)
      case .unseen: break
      }
    }
    addReasons(day)
    addInventory(day)
    rows += 1
  }

  /// One run from the first to the last down slot: it speaks of the down slots inside it.
  private mutating func addReasons(_ day: ProviderDay) {
    let slots = (0..<DesignPoint.slots).filter {
      day.sight(observer: observer, slot: $0).state == .down
    }
    guard let first = slots.first, let last = slots.last else { return }
    reasons.add([rows, first, last + 1, Int(day.reason)])
  }

  /// Runs of equal counts over the up slots, stretched over what lies between them.
  private mutating func addInventory(_ day: ProviderDay) {
    var runs: [(from: Int, to: Int, count: UInt32?)] = []
    for slot in 0..<DesignPoint.slots {
      let sight = day.sight(observer: observer, slot: slot)
      guard sight.state == .up else { continue }
      if let last = runs.last, last.count == sight.count {
        runs[runs.count - 1].to = slot + 1
      } else {
        runs.append((slot, slot + 1, sight.count))
      }
    }
    // Ascending by descriptor: the known ones first, then null (65,535).
    for run in runs {
      guard let count = run.count.map(Int.init) else { continue }
      inventory.add([rows, 0, run.from, run.to, day.offer, 8, count, min(5, count)])
    }
    for run in runs where run.count == nil {
      inventory.add([rows, 0, run.from, run.to, 65_535, 0, 0, 0])
    }
  }

  /// The segment's bytes, for a program, an observer's key and a roster.
  public func bytes(program: Digest, key: String, roster: [UInt8]) -> [UInt8] {
    let descriptors = Array(
      ("[" + DesignPoint.offers.map(\.descriptor).joined(separator: ",") + "]").utf8)
    let names =
      ["descriptors", "providers", "up", "down"]
      + ["row", "from", "to", "code"].map { "reason.\($0)" }
      + ["row", "node", "from", "to", "descriptor", "capacity", "allocatable", "allocated"]
      .map { "inventory.\($0)" }
    let tables = [descriptors, providers, up, down] + reasons.bytes + inventory.bytes
    let directory = zip(names, tables)
      .map { #"{"name":"\#($0)","length":\#($1.count)}"# }.joined(separator: ",")
    var random = SplitMix64(seed: DesignPoint.seed, stream: UInt64(1 << 40 + observer))
    let salt = Hex.text((0..<16).map { _ in UInt8(truncatingIfNeeded: random.next()) })
    let header =
      #"{"segment":1,"type":"presence","program":"\#(program)","observer":"\#(key)","#
      + #""start":\#(DesignPoint.startSeconds),"slot":\#(DesignPoint.slotSeconds),"#
      + #""slots":\#(DesignPoint.slots),"roster":{"size":\#(rows),"#
      + #""digest":"\#(Sha256.digest(of: roster))"},"sequence":0,"previous":null,"#
      + #""salt":"\#(salt)","tables":[\#(directory)]}"# + "\n"
    return tables.reduce(into: Array(header.utf8)) { $0 += $1 }
  }
}

/// Columns of unsigned little-endian numbers.
private struct Columns {
  let widths: [Int]
  var bytes: [[UInt8]]

  init(widths: [Int]) {
    self.widths = widths
    bytes = widths.map { _ in [] }
  }

  mutating func add(_ row: [Int]) {
    for (column, value) in row.enumerated() {
      bytes[column].append(littleEndian: value, bytes: widths[column])
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append(littleEndian value: Int, bytes: Int) {
    for byte in 0..<bytes { append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
  }
}
