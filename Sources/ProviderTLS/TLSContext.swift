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
    let wire = application.wire
    guard SSL_CTX_set_alpn_protos(context, wire, UInt32(wire.count)) == 0 else {
      throw .setup(TLSFailure.reason())
    }
  }

  /// Makes what a server needs: its certificate and its private key in DER; a client's certificate
  /// is asked for, as a provider's gateway does, and not needed.
  public init(
    serverFor application: InnerProtocol, certificate: [UInt8], privateKey: [UInt8],
    asksForClient: Bool
  ) throws(TLSFailure) {
    let context = try Self.make(TLS_server_method())
    address = UInt(bitPattern: context)
    isServer = true
    switch application {
    case .http1: stipend_ssl_serve_http1(context)
    case .http2: stipend_ssl_serve_h2(context)
    }
    if asksForClient { stipend_ssl_ask_client(context) }
    guard
      SSL_CTX_use_certificate_ASN1(context, Int32(certificate.count), certificate) == 1,
      SSL_CTX_use_PrivateKey_ASN1(EVP_PKEY_EC, context, privateKey, privateKey.count) == 1,
      SSL_CTX_check_private_key(context) == 1
    else { throw .setup(TLSFailure.reason()) }
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
