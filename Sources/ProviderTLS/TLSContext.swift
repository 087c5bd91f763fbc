import COpenSSL

/// What connections of one kind have in common: TLS 1.3 and nothing older, by OpenSSL.
///
/// Not by BoringSSL, which ends every handshake with a provider of this network: their certificates
/// are not marked for signing, which BoringSSL asks of every leaf in TLS 1.3, and OpenSSL does not.
public final class TLSContext: Sendable {
  /// The protocol that both sides are to speak inside.
  public enum InnerProtocol: Hashable, Sendable {
    /// HTTP/1.1.
    case http1
    /// HTTP/2.
    case http2

    /// As it goes over the wire: a length and a name.
    var wire: [UInt8] {
      switch self {
      case .http1: [8] + Array("http/1.1".utf8)
      case .http2: [2] + Array("h2".utf8)
      }
    }
  }

  /// The longest chain of certificates that a peer may present.
  static let limitChainBytes = 100 << 10

  /// Where OpenSSL keeps it; after it is made it only counts its users, with atomic steps.
  private let address: UInt
  let isServer: Bool

  var pointer: OpaquePointer? { OpaquePointer(bitPattern: address) }

  /// Makes what clients need: any certificate is taken and kept, and judged by somebody else.
  public init(clientFor application: InnerProtocol) throws(TLSFailure) {
    let context = try Self.make(TLS_client_method())
    address = UInt(bitPattern: context)
    isServer = false
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, nil)
    stipend_ssl_judge_nothing(context)
    let wire = application.wire
    guard SSL_CTX_set_alpn_protos(context, wire, UInt32(wire.count)) == 0 else {
      throw .setup(TLSFailure.reason())
    }
  }

  /// Makes what servers have in common; each connection brings its own certificate. A client's is
  /// asked for, where `asksForClient` says so, as a provider's gateway does, and not needed.
  public init(
    serverFor application: InnerProtocol, asksForClient: Bool = false
  ) throws(TLSFailure) {
    let context = try Self.make(TLS_server_method())
    address = UInt(bitPattern: context)
    isServer = true
    switch application {
    case .http1: stipend_ssl_serve_http1(context)
    case .http2: stipend_ssl_serve_h2(context)
    }
    if asksForClient { stipend_ssl_ask_client(context) }
  }

  deinit { SSL_CTX_free(pointer) }

  private static func make(_ method: OpaquePointer?) throws(TLSFailure) -> OpaquePointer {
    ERR_clear_error()
    guard let context = SSL_CTX_new(method) else { throw .setup(TLSFailure.reason()) }
    stipend_ssl_only_1_3(context)
    stipend_ssl_max_certificates(context, limitChainBytes)
    return context
  }
}
