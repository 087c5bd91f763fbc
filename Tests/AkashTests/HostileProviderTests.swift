import Akash
import HostileProviders
import ProviderTLS
import Testing

/// Providers that answer to harm: each question about one ends within its bounds, and questions to
/// honest ones at the same time are answered.
@Suite struct HostileProviderTests {
  private typealias H2 = HTTP2Bytes
  private typealias Speech = HostileServer.Speech

  /// What the buffers of the system on both sides may swallow beyond what is read.
  private static let systemBytes = 16 << 20
  private static let wireBytes = 200_000

  /// Asks a hostile provider, and an honest one all the while.
  private func code(
    _ speech: Speech, _ question: ProviderQuestion = .statusMessage, answerSeconds: Int64 = 20,
    wireBytes: Int = wireBytes, identity: TLSIdentity? = nil
  ) async throws -> String {
    let message = try AkashFixture.message("status-sound")
    let hostile = try HostileServer(
      question, speech, identity: try identity ?? AkashFixture.identity("owner"))
    let honest = try ScriptedServer(.message(message))
    let client = try ProviderClient(
      limits: ProviderLimits(
        connectSeconds: 5, answerSeconds: answerSeconds, wireBytes: wireBytes, concurrency: 4,
        reach: .anywhere))
    async let answers = [
      client.ask(.statusMessage, of: honest.endpoint).result,
      client.ask(.statusMessage, of: honest.endpoint).result,
    ]
    let exchange = await client.ask(question, of: hostile.endpoint)
    for answer in await answers { #expect(try answer.get() == message, "the honest one is heard") }
    #expect(hostile.bytesSaid <= wireBytes + Self.systemBytes)
    await hostile.close()
    honest.close()
    switch exchange.result {
    case .success(let bytes): return "\(bytes.count) bytes"
    case .failure(let failure): return failure.code
    }
  }

  @Test func floodsOfFramesEndByTheirBoundsAndNotByTime() async throws {
    for manner in HostileManner.frames {
      let found = try await code(manner.speech)
      #expect(manner.codes.contains(found), "\(manner.name): \(found)")
    }
  }

  @Test func headersOfAnyLengthAreRefused() async throws {
    let long = String(repeating: "v", count: 127)
    let block = (0..<100).flatMap { _ in H2.field("name", long) }
    let found = try await code(
      Speech(
        bytes: H2.hello + H2.frame(.headers, stream: 1, H2.head),
        refrain: H2.frame(.continuation, stream: 1, block)), wireBytes: 1_536 << 10)
    #expect(found == "provider-protocol")
    // Sixty bytes in the table, named a thousand times: what a short block can be blown up to.
    let indexed = [0x40, 1] + Array("n".utf8) + [127] + Array(long.utf8)
    let bomb = H2.head + indexed + [UInt8](repeating: 0xBE, count: 15_000)
    let blown = try await code(
      Speech(bytes: H2.hello + H2.frame(.headers, flags: H2.endHeaders, stream: 1, bomb)))
    #expect(blown == "provider-protocol")
  }

  @Test func lengthsThatCannotBeAreRefused() async throws {
    let trailers = H2.frame(
      .headers, flags: H2.endHeaders | H2.endStream, stream: 1, H2.field("grpc-status", "0"))
    func answered(_ message: [UInt8]) -> Speech {
      Speech(bytes: H2.answer + H2.frame(.data, stream: 1, message) + trailers)
    }
    #expect(try await code(answered([0, 0xFF, 0xFF, 0xFF, 0xFF, 1])) == "provider-protocol")
    #expect(try await code(answered([1, 0, 0, 0, 1, 1])) == "provider-protocol")
    #expect(try await code(answered([0, 0, 0, 0, 1])) == "provider-protocol")
    #expect(try await code(answered([0, 0, 0, 0, 1, 7])) == "1 bytes")
    for status in ["18446744073709551615", "-1", "x", ""] {
      let end = H2.frame(
        .headers, flags: H2.endHeaders | H2.endStream, stream: 1, H2.field("grpc-status", status))
      #expect(
        ["provider-protocol", "provider-call-status"].contains(
          try await code(Speech(bytes: H2.answer + end))))
    }
  }

  @Test func silenceOfEveryKindIsLateAndHarmsNobody() async throws {
    let noWindow = H2.frame(.settings, [0, 4, 0, 0, 0, 0])
    let halves: [(String, Speech, ProviderQuestion)] = [
      ("nothing", Speech(), .statusMessage), ("nothing", Speech(), .version),
      ("no window", Speech(bytes: noWindow), .statusMessage),
      ("a head alone", Speech(bytes: H2.answer), .statusMessage),
      ("half a frame", Speech(bytes: Array(H2.answer.dropLast(3))), .statusMessage),
      ("half a line", Speech(bytes: Array("HTTP/1.1 20".utf8)), .version),
      (
        "half a body",
        Speech(bytes: Array("HTTP/1.1 200 OK\r\ncontent-length: 18\r\n\r\n{".utf8)), .restStatus
      ),
      ("no TLS", Speech(isPlain: true), .version),
      ("half a record", Speech(bytes: [0x16, 3, 3, 0x40], isPlain: true), .statusMessage),
    ]
    // All at once, so that the honest ones have time to be heard on a busy machine too.
    try await withThrowingTaskGroup(of: (String, String).self) { group in
      for (name, speech, question) in halves {
        group.addTask { (name, try await code(speech, question, answerSeconds: 15)) }
      }
      for try await (name, found) in group {
        #expect(found == "provider-late", "\(name): \(found)")
      }
    }
    let hangsUp = Speech(hangsUp: true)
    #expect(try await code(hangsUp) == "provider-broken-off")
    #expect(try await code(hangsUp, .address) == "provider-broken-off")
    #expect(
      try await code(Speech(bytes: Array(H2.answer.dropLast(3)), hangsUp: true))
        == "provider-broken-off")
  }

  @Test func endlessAnswersOverHTTPEndByTheirBounds() async throws {
    for manner in HostileManner.lines {
      let found = try await code(manner.speech, manner.question)
      #expect(manner.codes.contains(found), "\(manner.name): \(found)")
    }
  }

  @Test func answersOverHTTPThatCannotBeAreRefused() async throws {
    let answers: [(String, String)] = [
      ("HTTP/1.1 302 Found\r\nlocation: https://127.0.0.1/\r\n\r\n", "provider-redirect"),
      ("HTTP/1.1 308 x\r\nlocation: file:///etc\r\n\r\n", "provider-redirect"),
      (
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc",
        "provider-protocol"
      ),
      ("HTTP/1.1 200 OK\r\ncontent-encoding: br, gzip\r\n\r\n", "provider-protocol"),
      ("HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n", "provider-protocol"),
      ("HTTP/1.1 200 OK\r\ncontent-length: 18446744073709551615\r\n\r\n{}", "provider-protocol"),
      ("HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999\r\n\r\n{}", "provider-protocol"),
      ("HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n{}", "provider-protocol"),
      ("HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}", "provider-protocol"),
      (
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nx",
        "provider-protocol"
      ),
      ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-1\r\nx", "provider-protocol"),
      ("HTTP/1.1 18446744073709551615 OK\r\n\r\n", "provider-protocol"),
      ("HTTP/2.0 200 OK\r\n\r\n", "provider-protocol"),
      ("HTTP/1.1 101 x\r\n\r\n", "provider-http-status"),
      ("HTTP/1.1 100 x\r\n\r\n", "provider-broken-off"),
    ]
    for (text, wanted) in answers {
      let speech = Speech(bytes: Array(text.utf8), hangsUp: true)
      let found = try await code(speech, .version)
      #expect(found == wanted, "\(text.debugDescription): \(found)")
    }
  }

  @Test func bytesThatAreNoTLSAreFailuresOfTheHandshake() async throws {
    let records: [[UInt8]] = [
      [0], [0x15, 3, 3, 0, 2, 1, 0], [0x16, 3, 3, 0, 4, 2, 0xFF, 0xFF, 0xFF],
      [0x16, 3, 3, 0xFF, 0xFF], [0x17, 3, 3, 0, 0], [0x14, 3, 3, 0, 1, 1],
    ]
    for record in records {
      let found = try await code(Speech(refrain: record, isPlain: true))
      #expect(["provider-tls", "provider-too-long"].contains(found), "\(record): \(found)")
    }
  }

  @Test func tenThousandNamesCostNothingAndProveNothing() async throws {
    let owner = try AkashFixture.identity("owner")
    for (names, wanted) in [(10_000, "1 bytes"), (40_000, "provider-tls")] {
      let identity = TLSIdentity(
        certificate: HostileCertificate.der(of: owner.certificate, names: names),
        privateKey: owner.privateKey)
      let answer =
        H2.answer + H2.frame(.data, stream: 1, [0, 0, 0, 0, 1, 7])
        + H2.frame(
          .headers, flags: H2.endHeaders | H2.endStream, stream: 1, H2.field("grpc-status", "0"))
      let found = try await code(Speech(bytes: answer), identity: identity)
      #expect(found == wanted)
    }
  }
}
