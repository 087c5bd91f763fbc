/// Why a provider counted as down in a run of slots, as one observer saw it.
public enum DownReason: UInt8, Hashable, Sendable, CaseIterable {
  case refused = 1
  case timeout = 2
  case dns = 3
  case tls = 4
  case certificateMismatch = 5
  case protocolViolation = 6
  case statusInvalid = 7
  case identityMismatch = 8

  /// The name in documents and texts.
  public var name: String {
    switch self {
    case .refused: "refused"
    case .timeout: "timeout"
    case .dns: "dns"
    case .tls: "tls"
    case .certificateMismatch: "certificate-mismatch"
    case .protocolViolation: "protocol"
    case .statusInvalid: "status-invalid"
    case .identityMismatch: "identity-mismatch"
    }
  }
}
