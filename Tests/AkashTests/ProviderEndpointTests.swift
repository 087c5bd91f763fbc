import Akash
import Testing

/// What owners write as the address of their provider, as it stands on the chain.
@Suite struct ProviderEndpointTests {
  private typealias Endpoint = ProviderEndpoint

  @Test func usualFormIsRead() throws {
    let endpoint = try Endpoint("https://Provider.Example.net:8443")
    #expect(endpoint == Endpoint(host: "provider.example.net"))
    #expect(endpoint.messagePort == 8444, "no record names the other port")
    #expect(try Endpoint("https://p.example:9000").restPort == 9_000)
    #expect(try Endpoint("https://[2001:db8::1]:8443").host == "2001:db8::1")
    #expect(try Endpoint("https://192.0.2.7:8443").host == "192.0.2.7")
  }

  @Test func oddFormsAreReadAndSaid() throws {
    #expect(try Endpoint("https://p.example/").oddities == [.portMissing])
    #expect(try Endpoint("p.example:8443").oddities == [.schemeMissing])
    #expect(try Endpoint("http://p.example:8443/x?y").oddities == [.notEncrypted, .pathIgnored])
    #expect(try Endpoint("https://p.example:8443/").oddities == [])
  }

  @Test func garbageIsRefused() {
    let refused: [(String, Endpoint.Refusal)] = [
      ("", .length(0)), (String(repeating: "a", count: 513), .length(513)),
      ("https://provider.$DOMAIN:8443", .unexpandedVariable),
      ("https://{{ .host }}:8443", .unexpandedVariable), ("ftp://p.example", .otherScheme("ftp")),
      ("https://user:word@p.example", .notAHost), ("https://p example", .notAHost),
      ("https://", .notAHost), ("https://p..example", .notAHost), ("https://[::1", .notAHost),
      ("https://p.example:0", .notAPort), ("https://p.example:99999", .notAPort),
      ("https://p.example:+80", .notAPort), ("https://p.example:", .notAPort),
      ("https://пример.рф:8443", .notAHost),
    ]
    for (text, refusal) in refused {
      #expect(throws: refusal, "\(text)") { try Endpoint(text) }
    }
  }
}
