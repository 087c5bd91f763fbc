import COpenSSL
public import NIOCore

/// One connection's TLS between the socket and what reads and writes plain bytes.
///
/// What is written before the handshake is done waits for it. The peer's certificate is handed over
/// once the handshake has shown that the peer holds its key.
public final class TLSHandler: ChannelDuplexHandler {
  /// What comes from the socket.
  public typealias InboundIn = ByteBuffer
  /// What goes on, in the clear.
  public typealias InboundOut = ByteBuffer
  /// What is to be sent, in the clear.
  public typealias OutboundIn = ByteBuffer
  /// What goes to the socket.
  public typealias OutboundOut = ByteBuffer

  private enum State {
    case handshaking
    case open
    case over
  }

  private let context: TLSContext
  private let connection: OpaquePointer
  /// What came and OpenSSL has not read; it belongs to the connection.
  private let incoming: OpaquePointer
  /// What OpenSSL wrote and was not sent; it belongs to the connection.
  private let outgoing: OpaquePointer
  private let onPeer: (_ certificate: [UInt8]?) -> Void
  private var state = State.handshaking
  private var waiting: [(bytes: ByteBuffer, promise: EventLoopPromise<Void>?)] = []
  /// The most that one record holds.
  private static let recordBytes = 16_384

  /// Makes a client's connection; `serverName` is sent where one is given, and must be a name.
  ///
  /// `onPeer` gets the peer's certificate in DER when the handshake is done, or nil where the peer
  /// presented none.
  public init(
    _ context: TLSContext, serverName: String? = nil,
    onPeer: @escaping (_ certificate: [UInt8]?) -> Void = { _ in }
  ) throws(TLSFailure) {
    precondition(!context.isServer, "A client's connection has a client's context.")
    (connection, incoming, outgoing) = try Self.connection(context)
    self.context = context
    self.onPeer = onPeer
    SSL_set_connect_state(connection)
    if let serverName, stipend_ssl_server_name(connection, serverName) != 1 {
      throw .setup("a name that no handshake can carry")
    }
  }

  /// Makes a server's connection, which shows and proves an identity.
  public init(_ context: TLSContext, serving identity: TLSIdentity) throws(TLSFailure) {
    precondition(context.isServer, "A server's connection has a server's context.")
    (connection, incoming, outgoing) = try Self.connection(context)
    self.context = context
    onPeer = { _ in }
    SSL_set_accept_state(connection)
    let (certificate, key) = (identity.certificate, identity.privateKey)
    guard
      SSL_use_certificate_ASN1(connection, certificate, Int32(certificate.count)) == 1,
      SSL_use_PrivateKey_ASN1(EVP_PKEY_EC, connection, key, key.count) == 1,
      SSL_check_private_key(connection) == 1
    else { throw .setup(TLSFailure.reason()) }
  }

  private static func connection(
    _ context: TLSContext
  ) throws(TLSFailure) -> (OpaquePointer, OpaquePointer, OpaquePointer) {
    ERR_clear_error()
    guard let connection = SSL_new(context.pointer) else { throw .setup(TLSFailure.reason()) }
    guard let incoming = BIO_new(BIO_s_mem()), let outgoing = BIO_new(BIO_s_mem()) else {
      SSL_free(connection)
      throw .setup("no memory")
    }
    SSL_set_bio(connection, incoming, outgoing)
    return (connection, incoming, outgoing)
  }

  deinit { SSL_free(connection) }

  /// Begins at once where the connection stands already.
  public func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { advance(context) }
  }

  /// Begins the handshake.
  public func channelActive(context: ChannelHandlerContext) {
    context.fireChannelActive()
    advance(context)
  }

  /// Takes bytes from the socket.
  public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard state != .over else { return }
    let isTaken = unwrapInboundIn(data).withUnsafeReadableBytes { bytes in
      bytes.isEmpty || BIO_write(incoming, bytes.baseAddress, Int32(bytes.count)) == bytes.count
    }
    guard isTaken else { return fail(.broken("no memory"), context) }
    advance(context)
  }

  /// Says when the connection ended without a farewell.
  public func channelInactive(context: ChannelHandlerContext) {
    let wasOver = state == .over
    end(TLSFailure.uncleanShutdown)
    if !wasOver { context.fireErrorCaught(TLSFailure.uncleanShutdown) }
    context.fireChannelInactive()
  }

  /// Encrypts, or keeps until the handshake is done.
  public func write(
    context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
  ) {
    let bytes = unwrapOutboundIn(data)
    switch state {
    case .over: promise?.fail(ChannelError.ioOnClosedChannel)
    case .handshaking: waiting.append((bytes, promise))
    case .open: send(bytes, promise, context)
    }
  }

  /// Says farewell, and closes.
  public func close(
    context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?
  ) {
    if state == .open {
      ERR_clear_error()
      SSL_shutdown(connection)
      drain(context, promise: nil)
    }
    end(ChannelError.ioOnClosedChannel)
    context.close(mode: .all, promise: promise)
  }

  // MARK: Steps

  /// Goes on with the handshake, or hands over what has come.
  private func advance(_ context: ChannelHandlerContext) {
    if state == .handshaking {
      ERR_clear_error()
      let outcome = SSL_do_handshake(connection)
      let error = outcome == 1 ? SSL_ERROR_NONE : SSL_get_error(connection, outcome)
      drain(context, promise: nil)
      guard error == SSL_ERROR_NONE else {
        guard error == SSL_ERROR_WANT_READ else {
          return fail(.handshake(TLSFailure.reason()), context)
        }
        return
      }
      state = .open
      onPeer(peerCertificate())
      let waiting = self.waiting
      self.waiting = []
      for (bytes, promise) in waiting { send(bytes, promise, context) }
      context.flush()
    }
    receive(context)
  }

  private func receive(_ context: ChannelHandlerContext) {
    while state == .open {
      // No more comes out than came in: most answers are far shorter than a record can be.
      let came = Int(stipend_ssl_pending(incoming)) + Int(SSL_pending(connection))
      guard came > 0 else { return drain(context, promise: nil) }
      let room = min(came, Self.recordBytes)
      var plain = context.channel.allocator.buffer(capacity: room)
      ERR_clear_error()
      let count = plain.writeWithUnsafeMutableBytes(minimumWritableBytes: room) {
        Int(max(0, SSL_read(connection, $0.baseAddress, Int32(room))))
      }
      if count > 0 {
        context.fireChannelRead(wrapInboundOut(plain))
        continue
      }
      switch SSL_get_error(connection, 0) {
      case SSL_ERROR_ZERO_RETURN:
        drain(context, promise: nil)
        end(ChannelError.eof)
        context.close(promise: nil)
      case SSL_ERROR_WANT_READ: return drain(context, promise: nil)
      default:
        // With nothing left to read, only an error of the protocol is an error.
        if ERR_peek_error() == 0 { return drain(context, promise: nil) }
        fail(.broken(TLSFailure.reason()), context)
      }
    }
  }

  private func send(
    _ bytes: ByteBuffer, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext
  ) {
    ERR_clear_error()
    let isTaken = bytes.withUnsafeReadableBytes { bytes in
      bytes.isEmpty
        || SSL_write(connection, bytes.baseAddress, Int32(bytes.count)) == Int32(bytes.count)
    }
    guard isTaken else {
      let failure = TLSFailure.broken(TLSFailure.reason())
      promise?.fail(failure)
      return fail(failure, context)
    }
    drain(context, promise: promise, flushes: false)
  }

  /// Sends what OpenSSL wrote.
  private func drain(
    _ context: ChannelHandlerContext, promise: EventLoopPromise<Void>?, flushes: Bool = true
  ) {
    let count = Int(stipend_ssl_pending(outgoing))
    guard count > 0 else {
      promise?.succeed(())
      return
    }
    var sealed = context.channel.allocator.buffer(capacity: count)
    sealed.writeWithUnsafeMutableBytes(minimumWritableBytes: count) {
      Int(max(0, BIO_read(outgoing, $0.baseAddress, Int32(count))))
    }
    context.write(wrapOutboundOut(sealed), promise: promise)
    if flushes { context.flush() }
  }

  /// The peer's certificate in DER.
  private func peerCertificate() -> [UInt8]? {
    guard let certificate = SSL_get1_peer_certificate(connection) else { return nil }
    defer { X509_free(certificate) }
    let length = Int(i2d_X509(certificate, nil))
    guard length > 0 else { return nil }
    return [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      var end: UnsafeMutablePointer<UInt8>? = buffer.baseAddress
      count = Int(max(0, i2d_X509(certificate, &end)))
    }
  }

  private func fail(_ failure: TLSFailure, _ context: ChannelHandlerContext) {
    end(failure)
    context.fireErrorCaught(failure)
    context.close(promise: nil)
  }

  /// Nothing is sent or handed over afterwards.
  private func end(_ error: any Error) {
    state = .over
    let waiting = self.waiting
    self.waiting = []
    for (_, promise) in waiting { promise?.fail(error) }
  }
}
