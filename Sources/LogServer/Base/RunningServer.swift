import Hummingbird
import HummingbirdCore
import Logging
import ServiceLifecycle
import Synchronization
import UnixSignals

/// An HTTP server that listens until it is stopped or a signal comes.
final class RunningServer: Sendable {
  private let group = Mutex<ServiceGroup?>(nil)

  init() {}

  /// Listens, tells the port, and returns after a graceful stop.
  func run<Responder: HTTPResponder>(
    _ responder: Responder, settings: ServerSettings, stopsOnSignals: Bool,
    onListening: @escaping @Sendable (Int) -> Void
  ) async throws where Responder.Context == BasicRequestContext {
    // What the packages would say is either said by us, or of no use to an operator.
    let logger = Logger(label: "stipend") { _ in SwiftLogNoOpLogHandler() }
    let lifetime = settings.connectionSeconds
    let application = Application(
      responder: responder,
      server: .http1(
        configuration: HTTP1Channel.Configuration(
          additionalChannelHandlers: [ConnectionLifetime(seconds: lifetime)],
          idleTimeout: .seconds(settings.requestSeconds),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 8 * 1_024, maxHeaderListSize: 16 * 1_024,
            maxHeaderFieldCount: 64))),
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port),
        availableConnectionsDelegate: MaximumAvailableConnections(settings.connections)),
      onServerRunning: { channel in onListening(channel.localAddress?.port ?? 0) },
      logger: logger)
    var configuration = ServiceGroupConfiguration(
      services: [application],
      gracefulShutdownSignals: stopsOnSignals ? [.sigterm, .sigint] : [], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(settings.stopSeconds)
    let group = ServiceGroup(configuration: configuration)
    self.group.withLock { $0 = group }
    try await group.run()
  }

  /// Ends what is under way, takes nothing new, and lets `run` return.
  func stop() async {
    await group.withLock { $0 }?.triggerGracefulShutdown()
  }
}
