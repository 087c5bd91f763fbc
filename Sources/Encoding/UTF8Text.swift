/// Strict reading of UTF-8.
public enum UTF8Text {
  /// The bytes as a string, or nil if they are not UTF-8; nothing is repaired.
  public static func string(_ bytes: some Collection<UInt8>) -> String? {
    String(validating: bytes, as: UTF8.self)
  }

  /// The offset of the first character that is not valid; the count if all are.
  static func firstInvalidOffset(_ bytes: ArraySlice<UInt8>) -> Int {
    var offset = 0
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      offset += UTF8.width(scalar)
    }
    return offset
  }
}
