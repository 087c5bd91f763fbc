import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// A node's interface over HTTP, with bounds on time and bytes.
///
/// Redirects are refused, proxies of the environment ignored, bodies never decompressed on the way.
public final class HTTPChainTransport: ChainTransport {
  /// The base address, without a slash at the end.
  public let name: String
  private let answerSeconds: Int64
  private let client: HTTPClient

  /// Opens nothing before the first question; nil where the text is no `http` or `https` address.
  public init?(_ base: String, connectSeconds: Int64 = 10, answerSeconds: Int64 = 30) {
    var bytes = Array(base.utf8)
    while bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    let text = String(decoding: bytes, as: UTF8.self)
    let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
    guard let scheme, text.utf8.count > scheme.utf8.count, text.utf8.count <= 1_024,
      bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"?#@\"<>\\^`{|}".utf8.contains($0) })
    else { return nil }
    name = text
    self.answerSeconds = answerSeconds
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: .init(connect: .seconds(connectSeconds), read: .seconds(answerSeconds)), proxy: nil,
      decompression: .disabled)
    configuration.httpVersion = .http1Only
    configuration.connectionPool.retryConnectionEstablishment = false
    client = HTTPClient(
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, configuration: configuration)
  }

  // Whoever gives up before it was used ends it so; the client ends the process otherwise.
  deinit { _ = client.shutdown() }

  /// Ends the connections; nothing is asked afterwards.
  public func close() async { try? await client.shutdown().get() }

  /// Asks once.
  public func get(
    _ path: String, height: Int64?, limitBytes: Int
  ) async throws(ChainFailure) -> ChainResponse {
    var headers: HTTPHeaders = ["user-agent": "stipend", "accept": "application/json"]
    if let height { headers.add(name: "x-cosmos-block-height", value: "\(height)") }
    return try await answer(.GET, path, headers, body: nil, limitBytes)
  }

  /// Posts once, and never again: whether the node took it is for the caller to find out.
  public func post(
    _ path: String, body: [UInt8], limitBytes: Int
  ) async throws(ChainFailure) -> ChainResponse {
    let headers: HTTPHeaders = [
      "user-agent": "stipend", "accept": "application/json", "content-type": "application/json",
    ]
    return try await answer(.POST, path, headers, body: .bytes(body), limitBytes)
  }

  private func answer(
    _ method: HTTPMethod, _ path: String, _ headers: HTTPHeaders, body: HTTPClient.Body?,
    _ limitBytes: Int
  ) async throws(ChainFailure) -> ChainResponse {
    let response: HTTPClient.Response
    do {
      let request = try HTTPClient.Request(
        url: name + path, method: method, headers: headers, body: body)
      response = try await begin(request, limitBytes).get()
    } catch {
      throw failure(error, limitBytes)
    }
    let status = Int(response.status.code)
    guard !(300..<400).contains(status) else { throw .redirected(node: name) }
    return ChainResponse(
      status: status, body: response.body.map { Array($0.readableBytesView) } ?? [])
  }

  private func begin(
    _ request: HTTPClient.Request, _ limitBytes: Int
  ) -> EventLoopFuture<HTTPClient.Response> {
    let task = client.execute(
      request: request,
      delegate: ResponseAccumulator(request: request, maxBodySize: limitBytes))
    // A read timeout starts anew with each byte; this one does not.
    let alarm = task.eventLoop.scheduleTask(in: .seconds(answerSeconds)) {
      task.fail(reason: HTTPClientError.deadlineExceeded)
    }
    task.futureResult.whenComplete { _ in alarm.cancel() }
    return task.futureResult
  }

  private func failure(_ error: any Error, _ limitBytes: Int) -> ChainFailure {
    switch error {
    case is ResponseAccumulator.ResponseTooBigError:
      return .tooLong(node: name, limitBytes: limitBytes)
    case let error as HTTPClientError
    where [.deadlineExceeded, .readTimeout, .writeTimeout, .connectTimeout].contains(error):
      return .late(node: name, seconds: answerSeconds)
    case let error as HTTPClientError:
      return .unavailable(node: name, error.shortDescription)
    case let error as IOError:
      return .unavailable(node: name, String(cString: strerror(error.errnoCode)))
    case is NIOConnectionError: return .unavailable(node: name, "nobody answers there")
    default: return .unavailable(node: name, "\(type(of: error))")
    }
  }
}
