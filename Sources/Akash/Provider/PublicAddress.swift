import Glibc
import NIOCore

/// Which network addresses lie on the public internet.
enum PublicAddress {
  /// Whether an address is a public one: no loopback, private, link-local, shared, multicast,
  /// documentation or unspecified one, also where it is wrapped in an IPv6 one.
  static func isPublic(_ address: SocketAddress) -> Bool {
    guard let text = address.ipAddress else { return false }
    var bytes = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &bytes) == 1 { return isPublic(v4: Array(bytes[..<4])) }
    return inet_pton(AF_INET6, text, &bytes) == 1 && isPublic(v6: bytes)
  }

  static func isPublic(v4 bytes: [UInt8]) -> Bool {
    switch (bytes[0], bytes[1]) {
    case (0, _), (10, _), (127, _), (169, 254), (192, 168): return false
    case (100, 64...127), (172, 16...31), (198, 18...19): return false
    case (192, 0): return ![0, 2].contains(bytes[2])
    case (198, 51): return bytes[2] != 100
    case (203, 0): return bytes[2] != 113
    case (224..., _): return false
    default: return true
    }
  }

  static func isPublic(v6 bytes: [UInt8]) -> Bool {
    // ::ffff:a.b.c.d, ::a.b.c.d and 64:ff9b::a.b.c.d lead where the IPv4 address leads.
    let isMapped = bytes[..<10].allSatisfy { $0 == 0 }
    if isMapped, [[0xFF, 0xFF], [0, 0]].contains(Array(bytes[10..<12])) {
      return isPublic(v4: Array(bytes[12...]))
    }
    if bytes.starts(with: [0, 0x64, 0xFF, 0x9B]) { return isPublic(v4: Array(bytes[12...])) }
    if bytes.starts(with: [0x20, 0x02]) { return isPublic(v4: Array(bytes[2..<6])) }
    if bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8]) { return false }
    // 2000::/3 is all that is routed publicly.
    return bytes[0] & 0xE0 == 0x20
  }
}
