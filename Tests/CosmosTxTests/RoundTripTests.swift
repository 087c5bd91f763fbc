import CosmosTx
import Encoding
import TestSupport
import Testing

/// What is written is read as the same, and what is read is written as the same: no byte hides.
@Suite struct RoundTripTests {
  private static let seeds: Range<UInt64> = 0..<1_000

  @Test func bytesAndJSONAreReadAsTheyWereWritten() throws {
    for seed in Self.seeds {
      var drawn = try Drawn(seed)
      for transaction in [drawn.transaction, try drawn.signed()] {
        try Network.akash.check(transaction)
        #expect(try Transaction(bytes: transaction.bytes) == transaction, "seed \(seed)")
        #expect(try Transaction(json: transaction.json) == transaction, "seed \(seed)")
        let base64 = Array(Base64.text(transaction.bytes).utf8)
        #expect(try Transaction(file: base64) == transaction, "seed \(seed)")
        let hex = Array((Hex.text(transaction.bytes) + "\n").utf8)
        #expect(try Transaction(file: hex) == transaction, "seed \(seed)")
        #expect(try Transaction(file: transaction.json) == transaction, "seed \(seed)")
      }
    }
  }

  @Test func acceptedBytesHideNothing() throws {
    var accepted = 0
    for seed in Self.seeds {
      var drawn = try Drawn(seed)
      let bytes = try drawn.signed().bytes
      for _ in 0..<12 {
        var mutant = bytes
        for _ in 0..<drawn.random.within(1...3) { Self.mutate(&mutant, &drawn.random) }
        guard mutant != bytes, let read = try? Transaction(bytes: mutant) else { continue }
        accepted += 1
        #expect(read.bytes == mutant, "seed \(seed)")
        #expect(try Transaction(json: read.json) == read, "seed \(seed)")
      }
    }
    #expect(accepted > 300, "some mutants are read: \(accepted)")
  }

  /// A byte changed, taken away, put in, or a piece written twice.
  private static func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    guard !bytes.isEmpty else { return }
    let place = random.below(bytes.count)
    switch random.below(5) {
    case 0: bytes[place] ^= 1 << UInt8(random.below(8))
    case 1: bytes.remove(at: place)
    case 2: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
    case 3:
      let end = min(bytes.count, place + random.within(1...12))
      bytes.insert(contentsOf: bytes[place..<end], at: end)
    default: bytes[place] = UInt8(truncatingIfNeeded: random.next())
    }
  }

  /// Fields that no table knows, put into every message at every depth with its lengths mended.
  @Test func aFieldThatNobodyKnowsIsFoundAtEveryDepth() throws {
    for seed in Self.seeds {
      var drawn = try Drawn(seed)
      let transaction = try drawn.signed()
      let nodes = WireTree.parse(transaction.bytes)
      let place = drawn.random.below(WireTree.count(nodes))
      let field = drawn.random.pick([9, 15, 16, 1_000, 536_870_911])
      let bytes = WireTree.bytes(nodes, adding: field, at: place)
      #expect(bytes != transaction.bytes)
      do throws(TxError) {
        let read = try Transaction(bytes: bytes)
        // Inside a text or a key, what looks like a message is none: then the text itself changed.
        #expect(read.bytes == bytes && read != transaction, "seed \(seed)")
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }
}

/// Protobuf taken apart without a schema, to put something into it.
enum WireTree {
  indirect enum Node {
    case number([UInt8])
    case bytes(tag: [UInt8], [UInt8])
    case message(tag: [UInt8], [Node])
  }

  static func varint(_ value: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  private static func read(_ bytes: [UInt8], _ position: inout Int) -> Int? {
    var value = 0
    var shift = 0
    while position < bytes.count, shift < 63 {
      let byte = bytes[position]
      position += 1
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  private static func nodes(_ bytes: [UInt8]) -> [Node]? {
    var position = 0
    var nodes: [Node] = []
    while position < bytes.count {
      let start = position
      guard let tag = read(bytes, &position), tag >> 3 > 0 else { return nil }
      let tagBytes = Array(bytes[start..<position])
      switch tag & 7 {
      case 0:
        guard read(bytes, &position) != nil else { return nil }
        nodes.append(.number(Array(bytes[start..<position])))
      case 2:
        guard let length = read(bytes, &position), length <= bytes.count - position else {
          return nil
        }
        let content = Array(bytes[position..<(position + length)])
        position += length
        if let inner = Self.nodes(content), !inner.isEmpty {
          nodes.append(.message(tag: tagBytes, inner))
        } else {
          nodes.append(.bytes(tag: tagBytes, content))
        }
      default: return nil
      }
    }
    return nodes
  }

  static func parse(_ bytes: [UInt8]) -> [Node] { nodes(bytes) ?? [] }

  /// How many messages there are, the outermost counted.
  static func count(_ nodes: [Node]) -> Int {
    nodes.reduce(1) { sum, node in
      if case .message(_, let inner) = node { sum + count(inner) } else { sum }
    }
  }

  /// The bytes again, with a field of one byte at the end of one of the messages.
  static func bytes(_ nodes: [Node], adding field: Int, at place: Int) -> [UInt8] {
    var place = place
    return bytes(nodes, field, &place)
  }

  private static func bytes(_ nodes: [Node], _ field: Int, _ place: inout Int) -> [UInt8] {
    let isHere = place == 0
    place -= 1
    var result: [UInt8] = []
    for node in nodes {
      switch node {
      case .number(let bytes): result += bytes
      case .bytes(let tag, let content): result += tag + varint(content.count) + content
      case .message(let tag, let inner):
        let content = bytes(inner, field, &place)
        result += tag + varint(content.count) + content
      }
    }
    return isHere ? result + varint(field << 3) + [1] : result
  }
}
