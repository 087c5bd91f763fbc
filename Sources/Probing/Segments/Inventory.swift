import Encoding
import Keys
import Policy
import Quantities

/// An inventory in its one form: lines ascending by node and device, each pair once.
///
/// Two reports that say the same in another order are the same bytes, so that nothing that is
/// written depends on the order in which it was said.
struct Inventory: Hashable, Sendable {
  /// The most lines of one report.
  static let limitLines = 16_384
  /// The most bytes of one report as the spool holds it.
  static let limitBytes = 256 << 10

  struct Line: Hashable, Sendable {
    var node: [UInt8]
    var device: DeviceKey?
    var capacity: UInt32
    var allocatable: UInt32
    var allocated: UInt32

    /// Whether nothing but the counts differs.
    func isSamePlace(_ other: Line) -> Bool { node == other.node && device == other.device }
  }

  let lines: [Line]

  /// Puts lines in order, and adds up what one node says twice of one device.
  init(_ reported: [InventoryLine]) {
    let lines = reported.map { Line($0) }.sorted { Self.precedes($0, $1) }
    var joined: [Line] = []
    for line in lines {
      if let last = joined.last, last.isSamePlace(line) {
        joined[joined.count - 1].add(line)
      } else {
        joined.append(line)
      }
    }
    self.lines = joined
  }

  /// Takes lines as a spool has them; nil unless they are in their one form.
  init?(checked lines: [Line]) {
    for (one, next) in zip(lines, lines.dropFirst()) where !Self.precedes(one, next) {
      return nil
    }
    guard lines.allSatisfy(\.isSound) else { return nil }
    self.lines = lines
  }

  private static func precedes(_ left: Line, _ right: Line) -> Bool {
    if left.node != right.node { return left.node.lexicographicallyPrecedes(right.node) }
    switch (left.device, right.device) {
    case (let one?, let other?): return one < other
    case (nil, _?): return true
    default: return false
    }
  }

  /// The eight bytes that tell inventories apart within the spool.
  var mark: UInt64 {
    var writer = ByteWriter()
    write(to: &writer)
    return Sha256.digest(of: writer.bytes).bigEndianWords.0
  }

  /// The bytes that it takes in the spool, about.
  var byteCount: Int { lines.reduce(4) { $0 + $1.byteCount } }
}

extension Inventory.Line {
  fileprivate init(_ line: InventoryLine) {
    node = Array(line.node.utf8.prefix(DeviceKey.limitTextBytes))
    device = line.device.flatMap { DeviceKey($0) }
    // A node whose device is unknown counts nothing (O-45).
    capacity = device == nil ? 0 : line.capacity
    allocatable = device == nil ? 0 : line.allocatable
    allocated = device == nil ? 0 : line.allocated
  }

  fileprivate mutating func add(_ other: Inventory.Line) {
    func sum(_ one: UInt32, _ two: UInt32) -> UInt32 { UInt32(clamping: UInt64(one) + UInt64(two)) }
    capacity = sum(capacity, other.capacity)
    allocatable = sum(allocatable, other.allocatable)
    allocated = sum(allocated, other.allocated)
  }

  fileprivate var isSound: Bool {
    node.count <= DeviceKey.limitTextBytes
      && (device != nil || capacity | allocatable | allocated == 0)
  }

  var byteCount: Int { 28 + node.count + (device?.bytes.count ?? 0) }
}

/// A device's five texts as bytes: equal and ordered by bytes, unlike strings.
struct DeviceKey: Hashable, Comparable, Sendable {
  /// The most bytes of one text, as segments have it.
  static let limitTextBytes = 256

  /// The texts, each followed by 0xFF, which UTF-8 never has.
  let bytes: [UInt8]

  /// Nil where a text is longer than a segment takes: such a device counts as unknown.
  init?(_ device: DeviceDescriptor) {
    var bytes: [UInt8] = []
    for text in [
      device.vendor, device.name, device.modelID, device.interface, device.memorySize,
    ] {
      guard text.utf8.count <= Self.limitTextBytes else { return nil }
      bytes.append(contentsOf: text.utf8)
      bytes.append(0xFF)
    }
    self.bytes = bytes
  }

  /// Nil unless the bytes are five texts.
  init?(bytes: [UInt8]) {
    let texts = bytes.split(separator: 0xFF, omittingEmptySubsequences: false)
    guard texts.count == 6, texts[5].isEmpty,
      texts.dropLast().allSatisfy({
        $0.count <= Self.limitTextBytes && String(validating: $0, as: UTF8.self) != nil
      })
    else { return nil }
    self.bytes = bytes
  }

  /// The device.
  var descriptor: DeviceDescriptor {
    let texts = bytes.split(separator: 0xFF, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    return DeviceDescriptor(
      vendor: texts[0], name: texts[1], modelID: texts[2], interface: texts[3],
      memorySize: texts[4])
  }

  /// The bytes that it takes in a segment's table at most.
  var tableBytes: Int {
    bytes.reduce(64) { sum, byte in
      if byte < 0x20 { return sum + 6 }
      return sum + (byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") ? 2 : 1)
    }
  }

  static func < (left: DeviceKey, right: DeviceKey) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
