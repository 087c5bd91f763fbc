public import Evidence

/// Why a provider gave no usable answer, one case per rule.
///
/// Texts in it come from the system, never from the provider, save where they say so.
public enum ProviderFailure: Error, Hashable, Sendable {
  /// Its name stands for no address.
  case nameUnknown(String)
  /// Its address is none of the public internet: it would lead into the observer's own network.
  case addressNotPublic(String)
  /// Nobody accepts connections there.
  case refused(String)
  /// No whole answer came in time, however it dripped in.
  case late(seconds: Int64)
  /// The handshake failed.
  case tls(String)
  /// The connection ended before the answer did.
  case brokenOff(String)
  /// More bytes came than such an answer can have.
  case tooLong(limitBytes: Int)
  /// It sends elsewhere, where nobody said to look.
  case redirected
  /// It answers with this status and not with 200.
  case httpStatus(Int)
  /// The call failed with this code; the message is the provider's.
  case callStatus(code: Int, message: String)
  /// What it says is not in the protocol.
  case protocolViolation(String)
  /// A recording has no answer to this question.
  case notRecorded

  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .nameUnknown: "provider-name-unknown"
    case .addressNotPublic: "provider-address-not-public"
    case .refused: "provider-refused"
    case .late: "provider-late"
    case .tls: "provider-tls"
    case .brokenOff: "provider-broken-off"
    case .tooLong: "provider-too-long"
    case .redirected: "provider-redirect"
    case .httpStatus: "provider-http-status"
    case .callStatus: "provider-call-status"
    case .protocolViolation: "provider-protocol"
    case .notRecorded: "provider-not-recorded"
    }
  }

  /// The reason under which a presence segment records it, if the observer's own network is sound.
  public var downReason: DownReason {
    switch self {
    case .nameUnknown, .addressNotPublic: .dns
    case .refused: .refused
    case .late: .timeout
    case .tls: .tls
    case .brokenOff, .tooLong, .redirected, .httpStatus, .protocolViolation: .protocolViolation
    case .callStatus, .notRecorded: .statusInvalid
    }
  }
}

extension ProviderFailure: CustomStringConvertible {
  /// What happened, in words.
  public var description: String {
    switch self {
    case .nameUnknown(let host): "the name \(host) stands for no address"
    case .addressNotPublic(let address): "\(address) is no address of the public internet"
    case .refused(let reason): "nobody accepts connections there (\(reason))"
    case .late(let seconds): "no whole answer within \(seconds) seconds"
    case .tls(let reason): "the TLS 1.3 handshake failed (\(reason))"
    case .brokenOff(let reason): "the connection ended before the answer did (\(reason))"
    case .tooLong(let limit): "more than the \(limit) bytes that such an answer can have"
    case .redirected: "the provider sends elsewhere, where nobody asks"
    case .httpStatus(let status): "answered with status \(status)"
    case .callStatus(let code, let message): "the call failed with code \(code): \(message)"
    case .protocolViolation(let reason): "what came is not in the protocol (\(reason))"
    case .notRecorded: "the recording has no answer to this question"
    }
  }
}
