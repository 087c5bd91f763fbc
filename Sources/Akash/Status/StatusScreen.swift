/// Counts a message's fields before anything is made of them.
///
/// Two bytes can stand for an empty node, and a node in memory for a hundred: so a message of a
/// mebibyte could ask for many times that. Walking it costs nothing, and stops at the limit.
enum StatusScreen {
  /// The most fields of a message, inner ones included: a thousand nodes of eight GPUs have half.
  static let limitFields = 200_000

  /// A message by what its fields are; the rest are numbers, texts, or nothing that is read.
  private indirect enum Shape: Sendable {
    case message([UInt64: Shape])
    case leaf
  }

  private static let pair = Shape.message([
    1: .message([1: .leaf]), 2: .message([1: .leaf]), 3: .message([:]), 4: .message([1: .leaf]),
  ])
  private static let counted = Shape.message([1: pair, 2: .message([:])])
  private static let node = Shape.message([
    2: .message([1: counted, 2: counted, 3: counted, 4: pair, 5: pair, 6: pair]),
    3: .message([:]),
  ])
  private static let metric = Shape.message([2: .message([5: .message([2: .message([:])])])])
  private static let inventory = Shape.message([
    1: .message([1: node, 2: counted]), 2: .message([1: metric, 2: metric]), 3: pair,
  ])
  private static let status = Shape.message([2: .message([1: .message([:]), 2: inventory])])

  /// Refuses a message that is not whole, or has more fields than are read.
  static func check(_ bytes: [UInt8]) throws(StatusRefusal) {
    var left = limitFields
    try walk(bytes[...], status, &left)
  }

  /// The shapes end after a few levels, and the walk with them.
  private static func walk(
    _ bytes: ArraySlice<UInt8>, _ shape: Shape, _ left: inout Int
  ) throws(StatusRefusal) {
    guard case .message(let fields) = shape else { return }
    var bytes = bytes
    while !bytes.isEmpty {
      left -= 1
      guard left >= 0 else { throw .tooManyFields(limit: limitFields) }
      guard let tag = varint(&bytes) else { throw .notAMessage }
      switch tag & 7 {
      case 0:
        guard varint(&bytes) != nil else { throw .notAMessage }
      case 1, 5:
        let length = tag & 7 == 1 ? 8 : 4
        guard bytes.count >= length else { throw .notAMessage }
        bytes = bytes.dropFirst(length)
      case 2:
        guard let length = varint(&bytes), length <= UInt64(bytes.count) else { throw .notAMessage }
        let inner = bytes.prefix(Int(length))
        bytes = bytes.dropFirst(Int(length))
        if let shape = fields[tag >> 3] { try walk(inner, shape, &left) }
      // Groups are of an older form that no provider writes.
      default: throw .notAMessage
      }
    }
  }

  private static func varint(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = bytes.popFirst() else { return nil }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }
}
