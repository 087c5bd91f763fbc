/// Writing of DER, as far as certificates need it.
enum DERWriter {
  static func tagged(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    var length: [UInt8] = []
    var rest = content.count
    if rest < 0x80 {
      length = [UInt8(rest)]
    } else {
      while rest > 0 {
        length.insert(UInt8(rest & 0xFF), at: 0)
        rest >>= 8
      }
      length.insert(0x80 | UInt8(length.count), at: 0)
    }
    return [tag] + length + content
  }

  static func sequence(_ parts: [[UInt8]]) -> [UInt8] { tagged(0x30, parts.flatMap { $0 }) }

  static func set(_ part: [UInt8]) -> [UInt8] { tagged(0x31, part) }

  /// A number from 0, big-endian, with no more bytes than it needs.
  static func integer(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = Array(bytes.drop { $0 == 0 })
    if bytes.isEmpty || bytes[0] >= 0x80 { bytes.insert(0, at: 0) }
    return tagged(0x02, bytes)
  }

  static func integer(_ number: UInt64) -> [UInt8] {
    integer((0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
  }

  /// An identifier from its encoded bytes.
  static func identifier(_ bytes: [UInt8]) -> [UInt8] { tagged(0x06, bytes) }

  static func text(_ text: String) -> [UInt8] { tagged(0x0C, Array(text.utf8)) }

  static func octets(_ bytes: [UInt8]) -> [UInt8] { tagged(0x04, bytes) }

  static func bits(_ bytes: [UInt8], unused: UInt8 = 0) -> [UInt8] {
    tagged(0x03, [unused] + bytes)
  }

  static let yes = tagged(0x01, [0xFF])

  /// `YYYYMMDDHHMMSSZ` of `2026-01-01T00:00:00Z`; up to 2049 with two digits of the year.
  static func time(_ text: String) -> [UInt8] {
    let digits = text.utf8.filter { $0 >= 0x30 && $0 <= 0x39 } + Array("Z".utf8)
    return text < "2050" ? tagged(0x17, Array(digits.dropFirst(2))) : tagged(0x18, Array(digits))
  }
}
