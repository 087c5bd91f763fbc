import Glibc
import NIOCore
import NIOHPACK
import NIOHTTP1
import NIOHTTP2
import NIOPosix
import ProviderTLS

/// Asks providers over TLS 1.3, with bounds on time, bytes and number.
///
/// Every certificate is accepted and kept: a provider's is its own, and whether it is the one that
/// its owner registered is judged afterwards. One connection for one question; no redirect is
/// followed, nothing is decompressed, and no header names or authorises anybody.
public final class ProviderClient: ProviderAsking {
  /// The bounds.
  public let limits: ProviderLimits
  /// How many names are looked up at once.
  private static let lookupThreads = 96
  private let group: MultiThreadedEventLoopGroup
  private let gate: ConnectionGate
  private let names: NameLookup
  private let messageContext: TLSContext
  private let restContext: TLSContext

  /// Opens nothing before the first question.
  public convenience init(limits: ProviderLimits = ProviderLimits()) throws {
    try self.init(limits: limits, names: NameLookup(threads: Self.lookupThreads))
  }

  init(limits: ProviderLimits, names: NameLookup) throws {
    self.limits = limits
    self.names = names
    group = .singleton
    gate = ConnectionGate(limit: limits.concurrency)
    messageContext = try TLSContext(clientFor: .http2)
    restContext = try TLSContext(clientFor: .http1)
  }

  /// Asks once; whatever answers, it ends within the limits.
  public func ask(
    _ question: ProviderQuestion, of endpoint: ProviderEndpoint
  ) async -> ProviderExchange {
    await carryOut(
      Exchange(question: question, endpoint: endpoint, limits: limits, loop: group.next()))
  }

  /// Nothing of an exchange is left when its connection is closed.
  func carryOut(_ exchange: Exchange) async -> ProviderExchange {
    await gate.enter()
    begin(exchange)
    let result: Result<[UInt8], ProviderFailure>
    do {
      result = .success(try await exchange.answer.futureResult.get())
    } catch let failure as ProviderFailure {
      result = .failure(failure)
    } catch {
      result = .failure(.brokenOff("\(type(of: error))"))
    }
    await gate.leave()
    return ProviderExchange(
      question: exchange.question, endpoint: exchange.endpoint, result: result,
      presented: exchange.certificate)
  }

  private func begin(_ exchange: Exchange) {
    let alarm = exchange.loop.scheduleTask(in: .seconds(limits.answerSeconds)) {
      [limits] in exchange.fail(.late(seconds: limits.answerSeconds))
    }
    exchange.answer.futureResult.whenComplete { _ in alarm.cancel() }
    let host = exchange.endpoint.host
    let port = exchange.question.port(of: exchange.endpoint)
    names.address(of: host, port: port, on: exchange.loop).whenComplete { [self] resolved in
      switch resolved {
      case .failure: exchange.fail(.nameUnknown(host))
      case .success(let address): connect(exchange, to: address)
      }
    }
  }

  private func connect(_ exchange: Exchange, to address: SocketAddress) {
    guard limits.reach == .anywhere || PublicAddress.isPublic(address) else {
      return exchange.fail(.addressNotPublic(address.ipAddress ?? "a file"))
    }
    guard !exchange.isOver else { return }
    let context = exchange.question == .statusMessage ? messageContext : restContext
    ClientBootstrap(group: exchange.loop)
      .connectTimeout(.seconds(limits.connectSeconds))
      .channelOption(.maxMessagesPerRead, value: 4)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandler(WireBudget(exchange))
          try pipeline.addHandler(try Self.tls(exchange, context))
          if exchange.question == .statusMessage {
            _ = try pipeline.configureHTTP2Pipeline(
              mode: .client, connectionConfiguration: Self.frames, streamConfiguration: .init(),
              inboundStreamInitializer: { $0.close() })
          } else {
            try pipeline.addHTTPClientHandlers(
              leftOverBytesStrategy: .dropBytes, decoderLimitConfiguration: Self.fields)
            try pipeline.addHandler(RestCall(exchange))
          }
          try pipeline.addHandler(LastHandler(exchange))
        }
      }
      .connect(to: address)
      .whenComplete { Self.connected(exchange, $0) }
  }

  /// One call is answered on a connection: whoever sends more of anything else is at fault, long
  /// before it fills our memory with what we owe in return.
  private static let frames: NIOHTTP2Handler.ConnectionConfiguration = {
    var configuration = NIOHTTP2Handler.ConnectionConfiguration()
    configuration.initialSettings = [
      HTTP2Setting(parameter: .enablePush, value: 0),
      HTTP2Setting(parameter: .maxConcurrentStreams, value: 1),
      HTTP2Setting(parameter: .maxHeaderListSize, value: 16 << 10),
    ]
    configuration.maximumBufferedControlFrames = 64
    return configuration
  }()

  /// No more header fields than a gateway has any use for.
  private static let fields: NIOHTTPDecoderLimitConfiguration = {
    var configuration = NIOHTTPDecoderLimitConfiguration()
    configuration.maxHeaderFieldSize = 16 << 10
    configuration.maxHeaderListSize = 64 << 10
    return configuration
  }()

  private static func connected(_ exchange: Exchange, _ result: Result<any Channel, any Error>) {
    switch result {
    case .failure(let error): exchange.fail(error)
    case .success(let channel):
      // The outcome comes out of the middle of HTTP/2's work. Closed in there, an optimised build
      // never lets go of the connection: 29 KiB for each question that is answered well.
      exchange.answer.futureResult.whenComplete { _ in
        channel.eventLoop.execute { channel.close(promise: nil) }
      }
      guard exchange.question == .statusMessage else { return }
      channel.eventLoop.makeCompletedFuture {
        let handler = try channel.pipeline.syncOperations.handler(type: NIOHTTP2Handler.self)
        return try handler.syncMultiplexer()
      }.flatMap { (multiplexer: NIOHTTP2Handler.StreamMultiplexer) in
        multiplexer.createStreamChannel { stream in
          stream.eventLoop.makeCompletedFuture {
            try stream.pipeline.syncOperations.addHandler(MessageCall(exchange))
          }
        }
      }.whenFailure { exchange.fail($0) }
    }
  }

  /// Keeps what is presented; the handshake itself proves that its key is there.
  private static func tls(
    _ exchange: Exchange, _ context: TLSContext
  ) throws(TLSFailure) -> TLSHandler {
    func handler(_ name: String?) throws(TLSFailure) -> TLSHandler {
      try TLSHandler(context, serverName: name) { certificate in
        if let certificate { exchange.keep(certificate: certificate) }
      }
    }
    let name = exchange.question.serverName(of: exchange.endpoint)
    // An address is no name, and some names are none that a handshake may carry.
    if !exchange.endpoint.isNumeric, let named = try? handler(name) { return named }
    return try handler(nil)
  }
}

extension ProviderEndpoint {
  /// Whether the host is an address and not a name.
  var isNumeric: Bool {
    host.utf8.contains(UInt8(ascii: ":"))
      || host.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E }
  }
}
