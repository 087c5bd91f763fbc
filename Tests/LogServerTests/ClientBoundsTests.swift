import Application
import Journal
import LogClient
import Quantities
import Testing

/// A server that means ill costs a client bounded time and memory, and an error that says so.
@Suite struct ClientBoundsTests {
  private static let quick = ClientLimits(
    connectSeconds: 2, answerSeconds: 2, attempts: 2, firstPauseMilliseconds: 1)

  private func failure(
    _ answer: String, _ ending: HostileServer.Ending
  ) async throws -> LogSourceFailure? {
    let server = try await HostileServer(answer, ending)
    let found = try await TestServers.withClient(server.address(), limits: Self.quick) {
      connection in
      try await TestServers.blocking { () -> LogSourceFailure? in
        do throws(LogSourceFailure) {
          _ = try RemoteLog(connection).tile(TileAddress(.hashes(level: 0), index: 0))
          return nil
        } catch {
          return error
        }
      }
    }
    await server.close()
    return found
  }

  @Test func aBodyWithoutEndIsCutOff() async throws {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n"
    guard case .tooLong(_, limitBytes: 8_192)? = try await failure(head, .endless) else {
      throw Unexpected(what: "an endless body is too long")
    }
    guard
      case .tooLong? = try await failure(
        "HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n", .endless)
    else { throw Unexpected(what: "an announced length is believed before memory is spent") }
  }

  @Test func anAnswerThatBreaksOffIsNoAnswer() async throws {
    guard
      case .unavailable? = try await failure(
        "HTTP/1.1 200 OK\r\nContent-Length: 8192\r\n\r\nshort", .close)
    else { throw Unexpected(what: "fewer bytes than announced") }
    guard case .unavailable? = try await failure("HTTP/1.1 200 OK", .close) else {
      throw Unexpected(what: "half a head")
    }
    guard case .unavailable? = try await failure("\u{1}\u{2}garbage\r\n\r\n", .close) else {
      throw Unexpected(what: "no HTTP at all")
    }
  }

  @Test func anAnswerThatDripsIsLate() async throws {
    guard
      case .unavailable(let text)? = try await failure(
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nd", .stall)
    else { throw Unexpected(what: "a stalled body is late") }
    #expect(text.contains("2 seconds"))
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func redirectsAreNotFollowed(status: Int) async throws {
    guard
      case .unavailable(let text)? = try await failure(
        "HTTP/1.1 \(status) Elsewhere\r\nLocation: http://127.0.0.1:1/\r\n"
          + "Content-Length: 0\r\n\r\n", .close)
    else { throw Unexpected(what: "a redirect is an error") }
    #expect(text.contains("elsewhere"))
  }

  @Test func errorsAreTriedAgainAndThenTold() async throws {
    guard
      case .unavailable(let text)? = try await failure(
        "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nRetry-After: 0\r\n"
          + "Connection: close\r\n\r\n", .close)
    else { throw Unexpected(what: "503 twice is unavailable") }
    #expect(text.contains("503"))
  }

  @Test func tilesThatDoNotFitAreNotBelieved() async throws {
    let sample = try SampleProgram(notes: 3)
    let lie = String(repeating: "A", count: 32 * 4)
    let server = try await HostileServer(
      "HTTP/1.1 200 OK\r\nContent-Length: 128\r\n\r\n\(lie)", .close)
    try await TestServers.withClient(server.address(), limits: Self.quick) { connection in
      let log = RemoteLog(connection)
      await #expect(throws: TileFailure<LogSourceFailure>.self) {
        try await TestServers.blocking {
          _ = try TileHashReader(sample.writer.head, from: ReadingTests.Tiles(log: log))
        }
      }
    }
    await server.close()
  }

  @Test func compressedBlobsAreBoundedToo() async throws {
    // One kilobyte of zlib that says nothing true.
    let body = String(repeating: "x", count: 1_024)
    let server = try await HostileServer(
      "HTTP/1.1 200 OK\r\nContent-Length: 1024\r\n\r\n\(body)", .close)
    try await TestServers.withClient(server.address(), limits: Self.quick) { connection in
      await #expect(throws: BlobFailure.altered(.zero)) {
        _ = try await TestServers.blocking { try RemoteBlobs(connection).get(.zero) }
      }
    }
    await server.close()
  }

  @Test(arguments: [
    "ftp://x", "http://", "http:///x", "http://u@h/", "http://h/?q", "http://h/#f", "h",
    "http://:1",
    "http://h /",
  ])
  func otherAddressesAreRefused(text: String) {
    #expect(LogAddress(text) == nil)
  }

  @Test func addressesAreJoinedWithPaths() throws {
    #expect(LogAddress("https://a.example/p/")?.description == "https://a.example/p")
    #expect(LogAddress("http://[::1]:8448") != nil)
  }
}
