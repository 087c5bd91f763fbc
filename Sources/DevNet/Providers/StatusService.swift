import GRPCCore

/// The providers' one service, by grpc-swift; the messages are made elsewhere and only passed on.
struct StatusService: RegistrableRPCService {
  let doors: ProviderDoors

  static let service = ServiceDescriptor(fullyQualifiedService: "akash.provider.v1.ProviderRPC")
  /// How often a stream looks whether anything has changed.
  private static let pause = Duration.milliseconds(200)

  func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
    router.registerHandler(
      forMethod: MethodDescriptor(service: Self.service, method: "GetStatus"),
      deserializer: PassedOn(), serializer: PassedOn()
    ) { _, context in
      let message = try gateway(context).statusMessage(atMillis: doors.clock())
      return StreamingServerResponse { writer in
        try await writer.write(message)
        return [:]
      }
    }
    router.registerHandler(
      forMethod: MethodDescriptor(service: Self.service, method: "StreamStatus"),
      deserializer: PassedOn(), serializer: PassedOn()
    ) { _, context in
      let gateway = try gateway(context)
      return StreamingServerResponse { writer in
        try await stream(gateway, into: writer, until: context.cancellation)
        return [:]
      }
    }
  }

  /// The last status at once, and then each that differs in more than its time.
  private func stream(
    _ gateway: ProviderGateway, into writer: RPCWriter<[UInt8]>,
    until cancellation: ServerContext.RPCCancellationHandle
  ) async throws {
    var sent: ProviderState?
    while !cancellation.isCancelled {
      let now = doors.clock()
      let state = gateway.state(atMillis: now)
      if state.nodes != sent?.nodes || state.leases != sent?.leases {
        try await writer.write(gateway.statusMessage(atMillis: now))
        sent = state
      }
      try await Task.sleep(for: Self.pause)
    }
  }

  /// `ipv4:127.88.0.1:8444`: the address that was called, whatever the caller calls it.
  private func gateway(_ context: ServerContext) throws -> ProviderGateway {
    let parts = context.localPeer.split(separator: ":")
    guard parts.count == 3, let plan = doors.provider(at: String(parts[1])) else {
      throw RPCError(code: .unavailable, message: "no provider at this address")
    }
    return ProviderGateway(doors.world, plan)
  }
}

/// Bytes as they are.
private struct PassedOn: MessageSerializer, MessageDeserializer {
  func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Bytes { Bytes(message) }

  func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> [UInt8] {
    bytes.withUnsafeBytes { Array($0) }
  }
}
