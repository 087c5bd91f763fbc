import Application
import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// One server, asked with bounds: every answer has a greatest length and a greatest time.
///
/// Redirects are refused, proxies of the environment ignored, and bodies never decompressed on the
/// way. Ask it to `close` at the end.
public final class LogConnection: Sendable {
  /// Where it asks.
  public let address: LogAddress
  /// How long and how often.
  public let limits: ClientLimits
  private let client: HTTPClient

  /// Opens nothing before the first request.
  public init(_ address: LogAddress, limits: ClientLimits = ClientLimits()) {
    self.address = address
    self.limits = limits
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: .init(
        connect: .seconds(limits.connectSeconds), read: .seconds(limits.largeSeconds)),
      proxy: nil, decompression: .disabled)
    configuration.httpVersion = .http1Only
    configuration.connectionPool.retryConnectionEstablishment = false
    client = HTTPClient(
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
  }

  // Whoever gives up before it was used ends it so; the client ends the process otherwise.
  deinit { _ = client.shutdown() }

  /// Ends the connections; nothing is asked afterwards.
  public func close() async {
    try? await client.shutdown().get()
  }

  /// Ends the connections, from a place that cannot wait otherwise.
  public func closeAndWait() { try? client.syncShutdown() }

  /// What is asked.
  struct Question: Sendable {
    var method: HTTPMethod = .GET
    var path: String
    var headers: [(String, String)] = []
    var body: [UInt8]?
    /// The most bytes of the answer.
    var limitBytes: Int

    /// Blobs and uploads may be a hundred times as long as anything else.
    var isLarge: Bool { max(limitBytes, body?.count ?? 0) > LogSourceLimit.bundleBytes }
  }

  /// What was answered.
  struct Answer: Sendable {
    let status: Int
    let contentType: String
    let retryAfterSeconds: Int64?
    let index: Int64?
    let body: [UInt8]
  }

  /// Asks, and again while the server fails, and gives its last answer.
  func ask(_ question: Question) async throws(ClientFailure) -> Answer {
    var attempts = 0
    while true {
      attempts += 1
      let outcome: Result<Answer, ClientFailure>
      do {
        outcome = Self.judged(try await begin(question).get(), url(question))
      } catch {
        outcome = .failure(failure(error, question))
      }
      guard let pause = pause(after: attempts, outcome) else { return try outcome.get() }
      do {
        try await Task.sleep(for: .milliseconds(pause))
      } catch {
        throw .unavailable("\(url(question)): stopped while waiting")
      }
    }
  }

  /// The same for callers that are not asynchronous; it blocks their thread.
  func askAndWait(_ question: Question) throws(ClientFailure) -> Answer {
    var attempts = 0
    while true {
      attempts += 1
      let outcome: Result<Answer, ClientFailure>
      do {
        outcome = Self.judged(try begin(question).wait(), url(question))
      } catch {
        outcome = .failure(failure(error, question))
      }
      guard let pause = pause(after: attempts, outcome) else { return try outcome.get() }
      let loop = MultiThreadedEventLoopGroup.singleton.next()
      try? loop.scheduleTask(in: .milliseconds(pause)) {}.futureResult.wait()
    }
  }

  private func seconds(for question: Question) -> Int64 {
    question.isLarge ? limits.largeSeconds : limits.answerSeconds
  }

  private func url(_ question: Question) -> String { address.url(question.path) }

  /// A later attempt may succeed where the server was away, slow or busy, and nowhere else.
  private func pause(after attempts: Int, _ outcome: Result<Answer, ClientFailure>) -> Int64? {
    switch outcome {
    case .failure(.unavailable), .failure(.late):
      return limits.pauseMilliseconds(after: attempts, asked: nil)
    case .success(let answer) where answer.status >= 500 && answer.status != 507:
      return limits.pauseMilliseconds(after: attempts, asked: answer.retryAfterSeconds)
    default: return nil
    }
  }

  private func begin(_ question: Question) throws -> EventLoopFuture<HTTPClient.Response> {
    var headers = HTTPHeaders(question.headers)
    headers.replaceOrAdd(name: "user-agent", value: "stipend")
    let request = try HTTPClient.Request(
      url: url(question), method: question.method, headers: headers,
      body: question.body.map { .byteBuffer(ByteBuffer(bytes: $0)) })
    let task = client.execute(
      request: request,
      delegate: ResponseAccumulator(request: request, maxBodySize: question.limitBytes))
    // A read timeout starts anew with each byte; this one does not.
    let alarm = task.eventLoop.scheduleTask(in: .seconds(seconds(for: question))) {
      task.fail(reason: HTTPClientError.deadlineExceeded)
    }
    task.futureResult.whenComplete { _ in alarm.cancel() }
    return task.futureResult
  }

  private static func judged(
    _ response: HTTPClient.Response, _ url: String
  ) -> Result<Answer, ClientFailure> {
    let status = Int(response.status.code)
    guard !(300..<400).contains(status) else { return .failure(.redirected(url)) }
    return .success(
      Answer(
        status: status, contentType: response.headers.first(name: "content-type") ?? "",
        retryAfterSeconds: response.headers.first(name: "retry-after").flatMap { Int64($0) },
        index: response.headers.first(name: "stipend-index").flatMap { Int64($0) },
        body: response.body.map { Array($0.readableBytesView) } ?? []))
  }

  private func failure(_ error: any Error, _ question: Question) -> ClientFailure {
    let url = url(question)
    if error is ResponseAccumulator.ResponseTooBigError {
      return .tooLong(url, limitBytes: question.limitBytes)
    }
    if let error = error as? HTTPClientError,
      [.deadlineExceeded, .readTimeout, .writeTimeout, .connectTimeout].contains(error)
    {
      return .late(url, seconds: seconds(for: question))
    }
    return .unavailable("\(url): \(Self.reason(error))")
  }

  /// What the system said, without what the libraries add.
  private static func reason(_ error: any Error) -> String {
    switch error {
    case let error as IOError: String(cString: strerror(error.errnoCode))
    case is NIOConnectionError: "nobody answers there"
    case let error as HTTPClientError: error.shortDescription
    default: "\(error)"
    }
  }
}
