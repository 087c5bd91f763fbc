/// A place that is no provider and is reached whenever the observer's own network works.
public struct CanaryTarget: Hashable, Sendable {
  /// The host's name or address.
  public let host: String
  /// The port.
  public let port: Int
  /// Whether a handshake of TLS 1.3 must come to its end, so that a portal that only accepts
  /// connections answers for nobody.
  public let usesTLS: Bool

  /// Takes every part as it is.
  public init(host: String, port: Int, usesTLS: Bool) {
    self.host = host
    self.port = port
    self.usesTLS = usesTLS
  }

  /// Reads `host:port` (TLS where the port is 443), or the place of an `https` or `http` address.
  public init?(_ text: String) {
    guard text.utf8.count <= 1_024 else { return nil }
    let scheme = [("https://", 443, true), ("http://", 80, false)].first { text.hasPrefix($0.0) }
    let rest = text.dropFirst(scheme?.0.count ?? 0)
    let place = scheme == nil ? rest : rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let (host, port) = Self.parts(place), let port = port ?? scheme?.1 else { return nil }
    self.init(host: host, port: port, usesTLS: scheme?.2 ?? (port == 443))
  }

  private static func parts(_ place: Substring) -> (host: String, port: Int?)? {
    var host = place
    var port: Int?
    if let colon = place.lastIndex(of: ":"), !place.hasSuffix("]") {
      let digits = place[place.index(after: colon)...]
      guard digits.utf8.count <= 5, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
        let number = Int(digits), (1...65_535).contains(number)
      else { return nil }
      host = place[..<colon]
      port = number
    }
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    let isPlain = host.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x3A: true
      default: false
      }
    }
    guard !host.isEmpty, isPlain else { return nil }
    return (String(host), port)
  }

  /// Whether the host is a name, so that reaching it shows that names are resolved.
  public var hasName: Bool {
    !host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
      && !host.utf8.contains(UInt8(ascii: ":"))
  }

  /// The places that are tried where nobody names any: resolvers on networks of their own, by name,
  /// so that the observer's own resolver is tried as well.
  public static let usual = ["one.one.one.one", "dns.quad9.net", "dns.google"].map {
    CanaryTarget(host: $0, port: 443, usesTLS: true)
  }

  /// What a round shows: where names were tried and none was reached, the observer's own resolver
  /// may be what fails, and nothing counts as reached.
  public static func counted(_ reached: [Bool], of targets: [CanaryTarget]) -> [Bool] {
    let named = zip(targets, reached).filter { $0.0.hasName }
    let isResolving = named.isEmpty || named.contains { $0.1 }
    return isResolving ? reached : reached.map { _ in false }
  }
}

/// Whoever can tell whether a canary is reached.
public protocol CanaryAsking: Sendable {
  /// Tries once, within its limits.
  func reaches(_ target: CanaryTarget) async -> Bool
}
