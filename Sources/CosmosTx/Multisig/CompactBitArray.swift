/// One bit for each member of a key, the most significant first.
struct CompactBitArray: WireMessage {
  private var extraBitsStored: UInt32 = 0
  private var elements: [UInt8] = []

  init() {}

  init(_ bits: [Bool]) {
    extraBitsStored = UInt32(bits.count % 8)
    elements = [UInt8](repeating: 0, count: (bits.count + 7) / 8)
    for (index, bit) in bits.enumerated() where bit {
      elements[index / 8] |= 0x80 >> UInt8(index % 8)
    }
  }

  /// The bits; a key has at most seven members, so that one byte holds them.
  var bits: [Bool] {
    (0..<Int(extraBitsStored)).map { elements[$0 / 8] & 0x80 >> UInt8($0 % 8) != 0 }
  }

  mutating func visit<Visitor: FieldVisitor>(
    _ fields: inout Visitor
  ) throws(Visitor.Failure) {
    try fields.small(1, "extra_bits_stored", &extraBitsStored)
    try fields.bytes(2, "elems", &elements, count: 1...1)
  }

  /// Bits beyond the last member would be a second spelling.
  func fault() -> TxFault? {
    guard extraBitsStored >= 1, extraBitsStored <= MultisigKey.limitMembers,
      elements.count == 1, elements[0] & (0xFF >> UInt8(extraBitsStored)) == 0
    else { return .bitArray }
    return nil
  }
}
