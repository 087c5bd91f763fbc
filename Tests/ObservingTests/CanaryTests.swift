import NIOCore
import NIOPosix
import Observing
import Testing

/// Places that are no providers.
@Suite struct CanaryTests {
  @Test func targetIsAHostWithAPortOrAnAddress() {
    #expect(
      CanaryTarget("1.1.1.1:443") == CanaryTarget(host: "1.1.1.1", port: 443, usesTLS: true))
    #expect(
      CanaryTarget("host.example:80")
        == CanaryTarget(host: "host.example", port: 80, usesTLS: false)
    )
    #expect(
      CanaryTarget("https://node.example/rpc")
        == CanaryTarget(host: "node.example", port: 443, usesTLS: true))
    #expect(
      CanaryTarget("http://127.0.0.1:1317")
        == CanaryTarget(host: "127.0.0.1", port: 1_317, usesTLS: false))
    #expect(
      CanaryTarget("[2606:4700::1111]:443")
        == CanaryTarget(host: "2606:4700::1111", port: 443, usesTLS: true))
    for text in ["", "host", "host:0", "host:65536", "a b:80", ":80", "https://"] {
      #expect(CanaryTarget(text) == nil, "\(text)")
    }
  }

  @Test func whereNoNameIsReachedNothingCounts() {
    let named = CanaryTarget(host: "host.example", port: 443, usesTLS: true)
    let numbers = [
      CanaryTarget(host: "192.0.2.1", port: 443, usesTLS: true),
      CanaryTarget(host: "2001:db8::1", port: 443, usesTLS: true),
    ]
    #expect(named.hasName)
    #expect(numbers.map(\.hasName) == [false, false])
    #expect(CanaryTarget.usual.map(\.hasName) == [true, true, true])
    #expect(CanaryTarget.counted([true, false], of: numbers) == [true, false])
    #expect(
      CanaryTarget.counted([true, true, true], of: numbers + [named]) == [true, true, true])
    #expect(
      CanaryTarget.counted([true, true, false], of: numbers + [named]) == [false, false, false])
  }

  @Test func whoListensIsReachedAndWhoDoesNotIsNot() async throws {
    let group = MultiThreadedEventLoopGroup.singleton
    let listener = try await ServerBootstrap(group: group).bind(host: "127.0.0.1", port: 0).get()
    let port = try #require(listener.localAddress?.port)
    let client = try CanaryClient(connectSeconds: 2)
    #expect(await client.reaches(CanaryTarget(host: "127.0.0.1", port: port, usesTLS: false)))
    // Whoever accepts and says nothing is no sign that the way out works.
    #expect(
      await !client.reaches(CanaryTarget(host: "127.0.0.1", port: port, usesTLS: true)))
    try await listener.close()
    #expect(await !client.reaches(CanaryTarget(host: "127.0.0.1", port: port, usesTLS: false)))
  }
}
