import Application
import AsyncHTTPClient
import BlobFiles
import Foundation
import Journal
import Keys
import LogClient
import LogServer
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Servers on the loopback with ports that the system chooses, stopped when a test is done.
enum TestServers {
  static var settings: ServerSettings {
    var settings = ServerSettings()
    settings.port = 0
    settings.requestSeconds = 20
    settings.stopSeconds = 5
    return settings
  }

  static func address(_ port: Int) throws -> LogAddress {
    guard let address = LogAddress("http://127.0.0.1:\(port)") else {
      throw Unexpected(what: "a loopback address is one")
    }
    return address
  }

  /// Runs a journal's server as long as the body does.
  @discardableResult
  static func withServer<Value: Sendable>(
    _ sample: SampleProgram, settings: ServerSettings = settings, witnesses: [LogAddress] = [],
    complaints: Lines = Lines(), log: Lines = Lines(),
    _ body: @Sendable (LogAddress) async throws -> Value
  ) async throws -> Value {
    let server = try JournalServer(
      writer: sample.writer, store: sample.store, blobs: sample.blobs,
      witnesses: witnesses, settings: settings, clock: sample.clock,
      accessLog: { log.add(String(decoding: $0.line, as: UTF8.self)) },
      complain: { complaints.add($0) })
    return try await running(server, body)
  }

  /// Runs a server as long as the body does.
  @discardableResult
  static func running<Value: Sendable>(
    _ server: JournalServer, _ body: @Sendable (LogAddress) async throws -> Value
  ) async throws -> Value {
    try await running(
      { try await server.run(stopsOnSignals: false, onListening: $0) }, { await server.stop() },
      body)
  }

  /// Runs a witness's server as long as the body does.
  @discardableResult
  static func withWitness<Value: Sendable>(
    _ sample: SampleProgram, folder: String, source: any LogSource,
    name: String = "witness.example/one", key: SigningKey? = nil, complaints: Lines = Lines(),
    _ body: @Sendable (LogAddress, WitnessServer<PosixFileSystem>) async throws -> Value
  ) async throws -> Value {
    let signer = try NoteSigner(
      name: NoteName(name), purpose: .cosignature, key: key ?? sample.witness)
    let keeper = try WitnessKeeper(
      signer: signer, keys: [sample.signer.verifier],
      folder: WitnessFolder(folder, on: PosixFileSystem()), clock: sample.clock,
      complain: { complaints.add($0) })
    let server = WitnessServer(
      keeper: keeper, source: source, blobs: sample.blobs, pollSeconds: 3_600,
      settings: settings, clock: sample.clock, accessLog: { _ in },
      complain: { complaints.add($0) })
    return try await running(
      { try await server.run(stopsOnSignals: false, onListening: $0) }, { await server.stop() }
    ) { try await body($0, server) }
  }

  private static func running<Value: Sendable>(
    _ run: @escaping @Sendable (@escaping @Sendable (Int) -> Void) async throws -> Void,
    _ stop: @escaping @Sendable () async -> Void,
    _ body: @Sendable (LogAddress) async throws -> Value
  ) async throws -> Value {
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let task = Task {
      defer { continuation.finish() }
      try await run { continuation.yield($0) }
    }
    guard let port = await ports.first(where: { _ in true }) else {
      try await task.value
      throw Unexpected(what: "the server did not listen")
    }
    let outcome: Result<Value, any Error>
    do {
      outcome = .success(try await body(try address(port)))
    } catch {
      outcome = .failure(error)
    }
    await stop()
    try await task.value
    return try outcome.get()
  }

  /// Busy machines answer late, and sixty-four questions wait for eight connections.
  static let patient = ClientLimits(connectSeconds: 60, answerSeconds: 60, attempts: 1)

  /// A client that does not try again, and is closed at the end.
  @discardableResult
  static func withClient<Value: Sendable>(
    _ address: LogAddress, limits: ClientLimits = patient,
    _ body: @Sendable (LogConnection) async throws -> Value
  ) async throws -> Value {
    let connection = LogConnection(address, limits: limits)
    do {
      let value = try await body(connection)
      await connection.close()
      return value
    } catch {
      await connection.close()
      throw error
    }
  }

  /// Does what blocks its thread on one that may be blocked; the server needs the others.
  static func blocking<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await clientThreads.runIfActive(body)
  }

  private static let clientThreads = {
    let threads = NIOThreadPool(numberOfThreads: 32)
    threads.start()
    return threads
  }()

  /// The checkpoint that a server publishes.
  static func checkpoint(_ connection: LogConnection) async throws -> SignedCheckpoint {
    try await blocking { try SignedCheckpoint(bytes: RemoteLog(connection).checkpoint()) }
  }

  /// The body of a path, by a client that knows nothing of logs.
  static func body(_ address: LogAddress, _ path: String) async throws -> [UInt8] {
    let client = HTTPClient(eventLoopGroup: MultiThreadedEventLoopGroup.singleton)
    defer { client.shutdown { _ in } }
    let response = try await client.get(url: "\(address)/\(path)").get()
    guard response.status.code == 200 else { throw Unexpected(what: "\(path): \(response)") }
    return response.body.map { Array($0.readableBytesView) } ?? []
  }

  /// Sends bytes as they are, and gives what comes back until the server closes.
  static func exchange(_ address: LogAddress, _ request: [UInt8]) async throws -> String {
    guard let port = address.description.split(separator: ":").last.flatMap({ Int($0) }) else {
      throw Unexpected(what: "\(address) has a port")
    }
    let received = Lines()
    // All on the loop: a busy machine's threads would come when the server had closed already.
    try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.pipeline.addHandler(Collector(received))
      }
      .connect(host: "127.0.0.1", port: port)
      .flatMap { channel in
        channel.writeAndFlush(ByteBuffer(bytes: request), promise: nil)
        return channel.closeFuture
      }
      .get()
    return received.all.joined()
  }
}

/// Keeps what arrives as text.
private final class Collector: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer
  private let lines: Lines

  init(_ lines: Lines) { self.lines = lines }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    lines.add(String(decoding: unwrapInboundIn(data).readableBytesView, as: UTF8.self))
  }
}

/// Texts that several threads add to.
final class Lines: Sendable {
  private let lines = Mutex<[String]>([])

  func add(_ line: String) { lines.withLock { $0.append(line) } }

  var all: [String] { lines.withLock { $0 } }
}

/// A server that answers every connection with the same bytes, and then does something unkind.
final class HostileServer: Sendable {
  enum Ending: Sendable {
    case close, stall, endless
  }

  private let channel: any Channel

  init(_ answer: String, _ ending: Ending) async throws {
    let bytes = Array(answer.utf8)
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.pipeline.addHandler(Unkind(bytes, ending))
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }

  func address() throws -> LogAddress {
    try TestServers.address(channel.localAddress?.port ?? 0)
  }

  func close() async { try? await channel.close() }
}

private final class Unkind: ChannelInboundHandler, Sendable {
  typealias InboundIn = ByteBuffer
  private let bytes: [UInt8]
  private let ending: HostileServer.Ending

  init(_ bytes: [UInt8], _ ending: HostileServer.Ending) {
    self.bytes = bytes
    self.ending = ending
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let channel = context.channel
    let written = channel.writeAndFlush(ByteBuffer(bytes: bytes))
    switch ending {
    case .close: written.whenComplete { _ in channel.close(promise: nil) }
    case .stall: break
    case .endless: written.whenSuccess { Self.flood(channel) }
    }
  }

  private static func flood(_ channel: any Channel) {
    channel.writeAndFlush(ByteBuffer(repeating: 0x41, count: 64 * 1_024))
      .whenSuccess { flood(channel) }
  }
}
