import COpenSSL

/// Why a connection could not be made safe, or did not stay so.
public enum TLSFailure: Error, Hashable, Sendable {
  /// The context or the connection could not be made.
  case setup(String)
  /// The handshake failed.
  case handshake(String)
  /// What came after the handshake is not in the protocol.
  case broken(String)
  /// The connection ended without a farewell.
  case uncleanShutdown

  /// What happened, in OpenSSL's words where it has some.
  public var text: String {
    switch self {
    case .setup(let reason), .handshake(let reason), .broken(let reason): reason
    case .uncleanShutdown: "closed without a farewell"
    }
  }

  /// The newest complaint of this thread, in OpenSSL's words; the queue is emptied.
  static func reason() -> String {
    let code = ERR_get_error()
    defer { ERR_clear_error() }
    guard code != 0, let text = ERR_reason_error_string(code) else { return "no reason given" }
    return String(cString: text)
  }
}
