extension Bech32 {
  /// Checks an account's text of any prefix without taking memory: batches hold addresses by the
  /// hundred thousand.
  ///
  /// Refuses exactly what `decode`, `bytes(fromGroups:)` and the length of accounts refuse.
  public static func verifyAccountText(_ text: [UInt8]) throws(Bech32Error) {
    guard text.count <= limitBytes, let separator = text.lastIndex(of: UInt8(ascii: "1")),
      separator > 0, isChecked(text, separator)
    else {
      // The slow way finds the words.
      let decoded = try decode(text)
      let count = try bytes(fromGroups: decoded.groups).count
      throw .wrongPayloadLength(count)
    }
  }

  /// Whether prefix, alphabet, checksum, idle bits and length are all in order.
  private static func isChecked(_ text: [UInt8], _ separator: Int) -> Bool {
    let groups = text.count - separator - 1 - checksumLength
    // 32 groups hold 20 bytes, 52 hold 32 with four idle bits.
    guard groups == 32 || groups == 52 else { return false }
    var remainder: UInt32 = 1
    for byte in text[..<separator] {
      guard byte >= 33, byte <= 126, !(byte >= 65 && byte <= 90) else { return false }
      remainder = step(remainder, byte >> 5)
    }
    remainder = step(remainder, 0)
    for byte in text[..<separator] { remainder = step(remainder, byte & 31) }
    for byte in text[(separator + 1)...] {
      let value = values[Int(byte)]
      guard value < 32 else { return false }
      remainder = step(remainder, value)
    }
    let last = values[Int(text[separator + groups])]
    return remainder == 1 && (groups == 32 || last & 15 == 0)
  }
}
