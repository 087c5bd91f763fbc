@testable import Akash
import Glibc
import NIOCore
import NIOPosix
import Quantities
import Synchronization
import Testing

/// The client against servers on loopback that answer well, badly, or not at all.
@Suite struct ProviderClientTests {
  private func client(
    answerSeconds: Int64 = 20, wireBytes: Int = 1_536 << 10, concurrency: Int = 64
  ) throws -> ProviderClient {
    try ProviderClient(
      limits: ProviderLimits(
        connectSeconds: 5, answerSeconds: answerSeconds, wireBytes: wireBytes,
        concurrency: concurrency, reach: .anywhere))
  }

  private func failure(
    of manner: ScriptedServer.Manner, _ question: ProviderQuestion = .statusMessage,
    answerSeconds: Int64 = 20, wireBytes: Int = 1_536 << 10, certificate: String = "owner",
    isOld: Bool = false
  ) async throws -> ProviderFailure? {
    let server = try ScriptedServer(manner, certificate: certificate, isOld: isOld)
    defer { server.close() }
    let exchange = try await client(answerSeconds: answerSeconds, wireBytes: wireBytes)
      .ask(question, of: server.endpoint)
    guard case .failure(let failure) = exchange.result else { return nil }
    return failure
  }

  @Test func statusIsAskedAndTheCertificateKept() async throws {
    let message = try AkashFixture.message("status-sound")
    let server = try ScriptedServer(.message(message))
    defer { server.close() }
    let exchange = try await client().ask(.statusMessage, of: server.endpoint)
    #expect(try exchange.result.get() == message)
    #expect(exchange.presented == (try AkashFixture.certificate("owner")))
    let names = server.headers.map(\.0)
    #expect(!names.contains { $0.lowercased() == "authorization" })
    let values = server.headers.first { $0.0 == ":path" }
    #expect(values?.1 == "/akash.provider.v1.ProviderRPC/GetStatus")
    let der = try AkashFixture.certificate("owner")
    let proof = IdentityProof.judge(
      presented: exchange.presented, owner: try AkashFixture.owner(),
      registered: .known([
        OwnerCertificate(serial: "1767225600054534655", isValid: true, der: der)
      ]), at: try Timestamp("2026-07-17T12:00:00Z"))
    #expect(proof.isProven)
  }

  /// An observer asks millions of times: what stays of a question fills the memory in a day.
  @Test(arguments: [ProviderQuestion.statusMessage, .restStatus])
  func nothingIsLeftOfAQuestion(question: ProviderQuestion) async throws {
    let message = try AkashFixture.message("status-sound")
    let server = try ScriptedServer(
      question == .statusMessage ? .message(message) : .rest(200, [], Array("{}".utf8)))
    defer { server.close() }
    let client = try client()
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    weak var left: Exchange?
    do {
      let exchange = Exchange(
        question: question, endpoint: server.endpoint, limits: client.limits, loop: loop)
      left = exchange
      _ = try await client.carryOut(exchange).result.get()
    }
    // The connection is closed in a few rounds of its loop.
    for _ in 0..<1_000 where left != nil { try await loop.submit {}.get() }
    #expect(left == nil, "the connection, its handlers and all their buffers are still there")
  }

  @Test func restIsAskedWithoutCredentials() async throws {
    let server = try ScriptedServer(.rest(200, [], Array("{}".utf8)))
    defer { server.close() }
    for question in [ProviderQuestion.restStatus, .version, .address] {
      let exchange = try await client().ask(question, of: server.endpoint)
      #expect(try exchange.result.get() == Array("{}".utf8))
      #expect(exchange.presented == (try AkashFixture.certificate("owner")))
    }
    #expect(!server.headers.contains { $0.0.lowercased() == "authorization" })
    #expect(
      server.headers.filter { $0.0 == "uri" }.map(\.1) == ["/status", "/version", "/address"])
  }

  @Test func someoneElsesCertificateIsKeptAndProvesNothing() async throws {
    let server = try ScriptedServer(.message([]), certificate: "other-owner")
    defer { server.close() }
    let exchange = try await client().ask(.statusMessage, of: server.endpoint)
    #expect(exchange.presented == (try AkashFixture.certificate("other-owner")))
    let proof = IdentityProof.judge(
      presented: exchange.presented, owner: try AkashFixture.owner(), registered: .known([]),
      at: try Timestamp("2026-07-17T12:00:00Z"))
    #expect(proof == .notProven(.otherName("akash18ga02jzaq8cw52anyhzkwta5wygufgu6zsz6xc")))
  }

  @Test func certificateWithManyNamesIsAcceptedAndUnreadable() async throws {
    let server = try ScriptedServer(.message([]), certificate: "many-names")
    defer { server.close() }
    let exchange = try await client().ask(.statusMessage, of: server.endpoint)
    #expect(try exchange.result.get() == [])
    #expect(exchange.presented?.count == CertificateFacts.limitBytes + 1)
  }

  @Test func answersThatAreNotInTheProtocolAreRefused() async throws {
    typealias Server = ScriptedServer
    func code(_ manner: Server.Manner) async throws -> String? {
      let failure = try await self.failure(of: manner)
      return failure?.code
    }
    #expect(
      try await failure(of: .frames([], status: "12")) == .callStatus(code: 12, message: "no"))
    #expect(try await code(.frames([], status: "0")) == "provider-protocol")
    #expect(
      try await code(.frames([Server.frame([1], flag: 1)], status: "0")) == "provider-protocol")
    #expect(
      try await code(.frames([Server.frame([1], length: 9)], status: "0")) == "provider-protocol")
    #expect(
      try await code(.frames([Server.frame([1]), Server.frame([1])], status: "0"))
        == "provider-protocol")
    #expect(
      try await code(
        .frames([Server.frame([1])], status: "0", headers: [("grpc-encoding", "gzip")]))
        == "provider-protocol")
    #expect(
      try await code(.frames([], status: "0", headers: [("content-type", "text/html")]))
        == "provider-protocol")
    #expect(
      try await failure(of: .frames([], status: "0", headers: [(":status", "302")])) == .redirected)
    #expect(
      try await failure(of: .frames([], status: "0", headers: [(":status", "503")]))
        == .httpStatus(503))
    #expect(try await failure(of: .reset) != nil)
  }

  @Test func restAnswersThatAreNotAsAskedAreRefused() async throws {
    let location = [("location", "https://127.0.0.1/")]
    #expect(try await failure(of: .rest(302, location, []), .version) == .redirected)
    #expect(try await failure(of: .rest(500, [], []), .version) == .httpStatus(500))
    #expect(
      try await failure(of: .rest(200, [("content-encoding", "gzip")], [1]), .version)?.code
        == "provider-protocol")
    #expect(
      try await failure(of: .rest(200, [], Array(repeating: 32, count: 5_000)), .address)
        == .tooLong(limitBytes: 4_096))
  }

  @Test func bytesAreBoundedWhateverTheyAre() async throws {
    let long = [UInt8](repeating: 0, count: StatusMessage.limitBytes + 100)
    #expect(
      try await failure(of: .message(long)) == .tooLong(limitBytes: StatusMessage.limitBytes))
    #expect(
      try await failure(of: .message(long), wireBytes: 100_000) == .tooLong(limitBytes: 100_000))
    #expect(try await failure(of: .pings(50_000), wireBytes: 400_000) != nil)
  }

  @Test func timeIsBoundedHoweverAnAnswerDripsIn() async throws {
    #expect(try await failure(of: .drip, answerSeconds: 1) == .late(seconds: 1))
    #expect(try await failure(of: .silent, answerSeconds: 1) == .late(seconds: 1))
    #expect(try await failure(of: .silent, .version, answerSeconds: 1) == .late(seconds: 1))
  }

  @Test func otherProtocolsAreFailuresOfTheHandshake() async throws {
    #expect(
      try await failure(of: .plain(Array("HTTP/1.1 200 OK\r\n\r\n".utf8)))?.code == "provider-tls")
    #expect(try await failure(of: .message([]), isOld: true)?.code == "provider-tls")
  }

  @Test func nobodyThereIsRefused() async throws {
    let server = try ScriptedServer(.silent)
    let endpoint = server.endpoint
    server.close()
    let exchange = try await client().ask(.statusMessage, of: endpoint)
    guard case .failure(.refused) = exchange.result else {
      Issue.record("\(exchange.result)")
      return
    }
  }

  @Test func addressesOfTheObserversOwnNetworkAreNotAsked() async throws {
    let client = try ProviderClient()
    for host in ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "::1", "0.0.0.0"] {
      let exchange = await client.ask(.version, of: ProviderEndpoint(host: host))
      guard case .failure(.addressNotPublic) = exchange.result else {
        Issue.record("\(host): \(exchange.result)")
        continue
      }
    }
  }

  @Test func namesWhoseServersKeepSilentDoNotHoldUpOthers() async throws {
    let message = try AkashFixture.message("status-sound")
    let sound = try ScriptedServer(.message(message))
    let gate = Mutex(false)
    let names = NameLookup(threads: 8) { host, port in
      // Blocks as the system's lookup does, until the test is over.
      while host == "silent.example", !gate.withLock({ $0 }) { usleep(1_000) }
      return try SocketAddress(ipAddress: "127.0.0.1", port: port)
    }
    let limits = ProviderLimits(answerSeconds: 3, reach: .anywhere)
    let client = try ProviderClient(limits: limits, names: names)
    let silent = ProviderEndpoint(host: "silent.example")
    let heard = await withTaskGroup(of: (Bool, Bool).self) { group in
      for index in 0..<24 {
        let isSilent = index % 4 == 0
        let endpoint = isSilent ? silent : sound.endpoint
        group.addTask {
          let exchange = await client.ask(.statusMessage, of: endpoint)
          return (isSilent, (try? exchange.result.get()) == message)
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    gate.withLock { $0 = true }
    sound.close()
    #expect(heard.allSatisfy { $0.0 != $0.1 })
  }

  @Test func oneHostileProviderLeavesTheOthersUnharmed() async throws {
    let message = try AkashFixture.message("status-sound")
    let hostile = try ScriptedServer(.drip)
    let sound = try ScriptedServer(.message(message))
    defer {
      hostile.close()
      sound.close()
    }
    let client = try client(answerSeconds: 10, concurrency: 16)
    let outcomes = await withTaskGroup(of: (Bool, Bool).self) { group in
      for index in 0..<40 {
        let isHostile = index % 10 == 0
        let endpoint = isHostile ? hostile.endpoint : sound.endpoint
        group.addTask {
          let exchange = await client.ask(.statusMessage, of: endpoint)
          return (isHostile, (try? exchange.result.get()) == message)
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.count == 40)
    #expect(outcomes.allSatisfy { $0.0 != $0.1 })
  }
}
