/// Where a provider says on the chain that it can be reached.
public struct ProviderEndpoint: Hashable, Sendable {
  /// The host's name or address, in lower case.
  public let host: String
  /// The port of the REST gateway.
  public let restPort: Int
  /// The port of `GetStatus`, which no record names: the gateway's host under the usual port.
  public let messagePort: Int
  /// What is odd about the text, though it can be read.
  public let oddities: [Oddity]

  /// The usual port of the REST gateway.
  public static let usualRestPort = 8443
  /// The usual port of `GetStatus`.
  public static let usualMessagePort = 8444
  /// The longest text read.
  public static let limitBytes = 512

  /// What is odd, one case per kind.
  public enum Oddity: String, Hashable, Sendable, CaseIterable {
    /// It names no port.
    case portMissing = "port-missing"
    /// It names no scheme.
    case schemeMissing = "scheme-missing"
    /// It says `http`, where only TLS is spoken.
    case notEncrypted = "not-encrypted"
    /// Something follows the host, which nobody asks for.
    case pathIgnored = "path-ignored"
  }

  /// Why the text names no endpoint, one case per rule.
  public enum Refusal: Error, Hashable, Sendable {
    /// It is empty or longer than `limitBytes`.
    case length(Int)
    /// It holds the name of a variable that was never filled in.
    case unexpandedVariable
    /// It speaks another protocol.
    case otherScheme(String)
    /// It holds a name and password, spaces, or other characters that no host has.
    case notAHost
    /// Its port is no number from 1 to 65,535.
    case notAPort

    /// The code that `errors.md` lists.
    public var code: String {
      switch self {
      case .length: "endpoint-length"
      case .unexpandedVariable: "endpoint-variable"
      case .otherScheme: "endpoint-scheme"
      case .notAHost: "endpoint-host"
      case .notAPort: "endpoint-port"
      }
    }
  }

  /// Takes the parts as they are.
  public init(
    host: String, restPort: Int = usualRestPort, messagePort: Int = usualMessagePort,
    oddities: [Oddity] = []
  ) {
    self.host = host
    self.restPort = restPort
    self.messagePort = messagePort
    self.oddities = oddities
  }

  /// Reads a `host_uri`, or a bare host, as people type it.
  public init(_ text: String) throws(Refusal) {
    guard (1...Self.limitBytes).contains(text.utf8.count) else {
      throw .length(text.utf8.count)
    }
    guard !text.utf8.contains(UInt8(ascii: "$")), !text.utf8.contains(UInt8(ascii: "{")) else {
      throw .unexpandedVariable
    }
    var oddities: [Oddity] = []
    var rest = Array(text.utf8)[...]
    if let scheme = Self.scheme(rest) {
      switch String(decoding: scheme, as: UTF8.self).lowercased() {
      case "https": break
      case "http": oddities.append(.notEncrypted)
      default: throw .otherScheme(PrintableText.excerpt(String(decoding: scheme, as: UTF8.self)))
      }
      rest = rest.dropFirst(scheme.count + 3)
    } else {
      oddities.append(.schemeMissing)
    }
    if let slash = rest.firstIndex(where: { [0x2F, 0x3F, 0x23].contains($0) }) {
      if rest[slash...].count > 1 { oddities.append(.pathIgnored) }
      rest = rest[..<slash]
    }
    // A name and a password before the host would be sent to whoever answers there.
    guard !rest.contains(UInt8(ascii: "@")) else { throw .notAHost }
    let (host, port) = try Self.hostAndPort(rest)
    self.host = host
    restPort = port ?? Self.usualRestPort
    messagePort = Self.usualMessagePort
    if port == nil { oddities.append(.portMissing) }
    self.oddities = oddities
  }

  private static func scheme(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      bytes[colon...].starts(with: "://".utf8)
    else { return nil }
    return bytes[..<colon]
  }

  private static func hostAndPort(
    _ bytes: ArraySlice<UInt8>
  ) throws(Refusal) -> (String, Int?) {
    var host = bytes
    var port: ArraySlice<UInt8>?
    if bytes.first == UInt8(ascii: "[") {
      guard let end = bytes.firstIndex(of: UInt8(ascii: "]")) else { throw .notAHost }
      host = bytes[(bytes.startIndex + 1)..<end]
      guard !host.isEmpty, host.allSatisfy({ isHexadecimal($0) || $0 == 0x3A || $0 == 0x2E })
      else { throw .notAHost }
      let after = bytes[(end + 1)...]
      guard after.isEmpty || after.first == UInt8(ascii: ":") else { throw .notAHost }
      port = after.isEmpty ? nil : after.dropFirst()
    } else {
      if let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
        host = bytes[..<colon]
        port = bytes[(colon + 1)...]
      }
      guard isName(host) else { throw .notAHost }
    }
    let name = String(decoding: host, as: UTF8.self).lowercased()
    guard let port else { return (name, nil) }
    guard port.count <= 5, port.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let number = Int(String(decoding: port, as: UTF8.self)), (1...65_535).contains(number)
    else { throw .notAPort }
    return (name, number)
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
  }

  /// Letters, digits, hyphens, underscores and full stops; no empty part; at most 253 bytes.
  private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return bytes.count <= 253
      && parts.allSatisfy { part in
        (1...63).contains(part.count)
          && part.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
            default: false
            }
          }
      }
  }
}
