import Glibc
import NIOCore
import NIOHTTP2
import NIOPosix
import ProviderTLS
import Synchronization

/// One question while it is under way; the first outcome counts, and closes the connection: no
/// handler closes it by itself.
final class Exchange: Sendable {
  let question: ProviderQuestion
  let endpoint: ProviderEndpoint
  let limits: ProviderLimits
  let loop: any EventLoop
  let answer: EventLoopPromise<[UInt8]>
  private let state = Mutex(State())

  private struct State {
    var certificate: [UInt8]?
    var isOver = false
  }

  init(
    question: ProviderQuestion, endpoint: ProviderEndpoint, limits: ProviderLimits,
    loop: any EventLoop
  ) {
    self.question = question
    self.endpoint = endpoint
    self.limits = limits
    self.loop = loop
    answer = loop.makePromise()
  }

  var certificate: [UInt8]? { state.withLock { $0.certificate } }

  var isOver: Bool { state.withLock { $0.isOver } }

  /// Keeps the certificate; one longer than any that is read is kept as far as shows that.
  func keep(certificate der: [UInt8]) {
    state.withLock { $0.certificate = Array(der.prefix(CertificateFacts.limitBytes + 1)) }
  }

  private func end() -> Bool {
    state.withLock { state in
      defer { state.isOver = true }
      return !state.isOver
    }
  }

  func succeed(_ body: [UInt8]) {
    if end() { answer.succeed(body) }
  }

  func fail(_ failure: ProviderFailure) {
    if end() { answer.fail(failure) }
  }

  func fail(_ error: any Error) {
    fail(Self.failure(error, limits))
  }

  private static func failure(_ error: any Error, _ limits: ProviderLimits) -> ProviderFailure {
    switch error {
    case let error as ProviderFailure: return error
    case let error as NIOConnectionError:
      return error.connectionErrors.first.map { failure($0.error, limits) }
        ?? .refused("no address answered")
    case let error as IOError: return system(error)
    case let error as ChannelError:
      if case .connectTimeout = error { return .late(seconds: limits.connectSeconds) }
      return .brokenOff("\(error)")
    case TLSFailure.uncleanShutdown: return .brokenOff("closed without a farewell")
    case let error as TLSFailure: return .tls(excerpt(error.text))
    case is any NIOHTTP2Error: return .protocolViolation(excerpt(error))
    default: return .brokenOff("\(type(of: error))")
    }
  }

  private static func system(_ error: IOError) -> ProviderFailure {
    let text = String(cString: strerror(error.errnoCode))
    switch error.errnoCode {
    case ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL, EACCES, EPERM:
      return .refused(text)
    case ETIMEDOUT: return .late(seconds: 0)
    default: return .brokenOff(text)
    }
  }

  private static func excerpt(_ error: any Error) -> String { excerpt("\(error)") }

  private static func excerpt(_ text: String) -> String {
    PrintableText.excerpt(text, limit: 200)
  }
}

/// Counts what arrives before anything is made of it, and drops what comes after the outcome.
final class WireBudget: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  private let exchange: Exchange
  private var left: Int

  init(_ exchange: Exchange) {
    self.exchange = exchange
    left = exchange.limits.wireBytes
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !exchange.isOver else { return }
    left -= unwrapInboundIn(data).readableBytes
    guard left >= 0 else {
      return exchange.fail(.tooLong(limitBytes: exchange.limits.wireBytes))
    }
    context.fireChannelRead(data)
  }
}

/// Ends the question with the connection, and takes what no other handler took.
final class LastHandler: ChannelInboundHandler {
  typealias InboundIn = NIOAny
  private let exchange: Exchange

  init(_ exchange: Exchange) { self.exchange = exchange }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

  func channelInactive(context: ChannelHandlerContext) {
    exchange.fail(.brokenOff("closed"))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    exchange.fail(error)
  }
}
