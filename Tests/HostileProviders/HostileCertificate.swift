/// A certificate with other extensions than its signature was made for: nobody asks the signature.
public enum HostileCertificate {
  /// The certificate of the same key, name and number, for so many hosts.
  public static func der(of owner: [UInt8], names: Int) -> [UInt8] {
    let outer = elements(content(owner[...]))
    let body = elements(content(outer[0])).filter { $0.first != 0xA3 }
    let hosts = (0..<names).flatMap { tagged(0x82, Array("\(String($0, radix: 36))".utf8)) }
    let names = tagged(0x30, [0x06, 3, 0x55, 0x1D, 0x11] + tagged(0x04, tagged(0x30, hosts)))
    let extensions = tagged(0xA3, tagged(0x30, names))
    return tagged(
      0x30, tagged(0x30, body.flatMap { $0 } + extensions) + outer[1...].flatMap { $0 })
  }

  private static func tagged(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    var length: [UInt8] = []
    var rest = content.count
    repeat {
      length.insert(UInt8(rest & 0xFF), at: 0)
      rest >>= 8
    } while rest > 0
    return content.count < 0x80
      ? [tag, length[0]] + content : [tag, 0x80 | UInt8(length.count)] + length + content
  }

  private static func header(_ bytes: ArraySlice<UInt8>) -> (header: Int, content: Int) {
    let first = Int(bytes[bytes.startIndex + 1])
    guard first >= 0x80 else { return (2, first) }
    let count = first & 0x7F
    let from = bytes.startIndex + 2
    return (2 + count, bytes[from..<(from + count)].reduce(0) { $0 << 8 | Int($1) })
  }

  private static func content(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.dropFirst(header(bytes).header)
  }

  private static func elements(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var (rest, list) = (bytes, [ArraySlice<UInt8>]())
    while !rest.isEmpty {
      let (header, content) = header(rest)
      list.append(rest.prefix(header + content))
      rest = rest.dropFirst(header + content)
    }
    return list
  }
}
