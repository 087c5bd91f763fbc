import Akash
import CosmosClient
import Encoding
import Policy
import Quantities
import SwiftProtobuf
import Testing

/// The self-test against a provider and a chain that are well, or not; and its replay.
@Suite struct SelfTestTests {
  /// A chain with one provider, its certificate and a signature.
  struct Chain: ChainTransport {
    let name = "node"
    var hostURI = "https://provider.example.net:8443"
    var attributes = ["capabilities/gpu/vendor/nvidia/model/h100/ram/80Gi/interface/sxm": "true"]
    var signed = ["capabilities/gpu/vendor/nvidia/model/h100/ram/80Gi/interface/sxm": "true"]
    var certificate = "owner"
    var state = "valid"
    var isThere = true

    private func list(_ attributes: [String: String]) -> String {
      attributes.sorted { $0.key < $1.key }
        .map { #"{"key":"\#($0.key)","value":"\#($0.value)"}"# }.joined(separator: ",")
    }

    func get(
      _ path: String, height: Int64?, limitBytes: Int
    ) async throws(ChainFailure) -> ChainResponse {
      let owner = AkashFixture.ownerText
      func answer(_ text: String, _ status: Int = 200) -> ChainResponse {
        ChainResponse(status: status, body: Array(text.utf8))
      }
      switch path.prefix(while: { $0 != "?" }) {
      case "/cosmos/base/tendermint/v1beta1/blocks/latest":
        return answer(
          #"{"sdk_block":{"header":{"chain_id":"akashnet-2","height":"27761502","#
            + #""time":"2026-01-01T00:00:00Z"}}}"#)
      case "/akash/provider/v1beta4/providers/\(owner)":
        guard isThere else { return answer(#"{"code":5,"message":"not found"}"#, 404) }
        return answer(
          #"{"provider":{"owner":"\#(owner)","host_uri":"\#(hostURI)","#
            + #""attributes":[\#(list(attributes))]}}"#)
      case "/akash/cert/v1/certificates/list":
        let pem = (try? AkashFixture.bytes(certificate + ".crt")) ?? []
        let serial = (try? CertificateFacts(AkashFixture.certificate(certificate)))?.serial ?? ""
        return answer(
          #"{"certificates":[{"certificate":{"state":"\#(state)","cert":"\#(Base64.text(pem))","#
            + #""pubkey":""},"serial":"\#(serial)"}],"pagination":{"next_key":null}}"#)
      case "/akash/audit/v1/audit/attributes/\(owner)/list":
        guard !signed.isEmpty else {
          return answer(#"{"code":2,"message":"provider attributes not found"}"#, 500)
        }
        return answer(
          #"{"providers":[{"owner":"\#(owner)","auditor":"akash1auditor","#
            + #""attributes":[\#(list(signed))]}],"pagination":null}"#)
      default: throw .unavailable(node: name, "no such path \(path)")
      }
    }
  }

  /// A provider that answers from its fields.
  struct Provider: ProviderAsking {
    var status: [UInt8]
    var presented: String? = "owner"
    var address = AkashFixture.ownerText
    var failure: ProviderFailure?
    var restGPUs = 8

    func ask(_ question: ProviderQuestion, of endpoint: ProviderEndpoint) async -> ProviderExchange
    {
      let body: [UInt8] =
        switch question {
        case .statusMessage: status
        case .restStatus:
          Array(
            (#"{"cluster":{"inventory":{"available":{"nodes":["#
              + #"{"name":"gpu-1","allocatable":{"gpu":\#(restGPUs)},"available":{"gpu":5}},"#
              + #"{"name":"cpu-1","allocatable":{"gpu":0},"available":{"gpu":0}}]}}}}"#).utf8)
        case .version: Array(#"{"akash":{"version":"v0.14.2"},"kube":{"gitVersion":"v1.30"}}"#.utf8)
        case .address: Array(#"{"address":"\#(address)"}"#.utf8)
        }
      return ProviderExchange(
        question: question, endpoint: endpoint,
        result: failure.map { .failure($0) } ?? .success(body),
        presented: failure == nil ? presented.flatMap { try? AkashFixture.certificate($0) } : nil)
    }
  }

  private func now() throws -> Timestamp { try Timestamp("2026-01-01T00:01:00Z") }

  private func lines(_ visit: ProviderVisit) throws -> [SelfTestLine] {
    let rule = EligibilityRule(
      vendors: [try Label("nvidia")], minimumMemoryGB: 24, homogeneousNodes: true)
    return SelfTest.lines(
      visit, catalogue: try AkashFixture.catalogue(),
      pools: [(name: try Label("liquidity"), rule: rule)], at: try now())
  }

  private func visit(
    _ chain: any ChainTransport, _ provider: any ProviderAsking
  ) async throws -> ProviderVisit {
    let now = try now()
    let client = ChainClient(chainID: "akashnet-2", nodes: [chain], clock: { now })
    return await ProviderVisit.make(
      owner: try AkashFixture.owner(), chain: client, providers: provider)
  }

  private func failed(_ chain: Chain, _ provider: Provider) async throws -> [String] {
    var names: [String] = []
    for line in try lines(try await visit(chain, provider)) where line.status == .fail {
      if !names.contains(line.check) { names.append(line.check) }
    }
    return names
  }

  private func sound() throws -> Provider {
    Provider(status: try AkashFixture.message("status-sound"))
  }

  @Test func soundProviderPassesEveryCheck() async throws {
    let lines = try lines(try await visit(Chain(), try sound()))
    #expect(lines.filter { $0.status != .pass } == [])
    #expect(lines.map(\.check).contains("pool_eligibility_liquidity"))
    let claimed = lines.first { $0.check == "capability_verified" }
    #expect(claimed?.text == "Claimed and seen: 8 × nvidia/h100/80/sxm.")
  }

  @Test func eachFaultIsFoundByItsOwnCheck() async throws {
    let sound = try sound()
    #expect(
      try await failed(Chain(isThere: false), sound) == ["provider_registered_on_chain"])
    #expect(
      try await failed(Chain(hostURI: "https://$HOST:8443"), sound) == ["registered_address"])
    #expect(
      try await failed(Chain(hostURI: "https://provider.example.net"), sound)
        == ["registered_address"])
    let certificates = ["certificate_matches_chain_status", "certificate_matches_chain_gateway"]
    #expect(try await failed(Chain(state: "revoked"), sound) == certificates)
    #expect(try await failed(Chain(certificate: "same-number"), sound) == certificates)
    #expect(
      try await failed(Chain(attributes: [:]), sound) == [
        "capability_verified", "audit_signatures_current",
      ])
    let h200 = ["capabilities/gpu/vendor/nvidia/model/h200": "true"]
    #expect(
      try await failed(Chain(attributes: h200, signed: h200), sound) == ["capability_verified"])
    var other = sound
    other.presented = "other-owner"
    other.address = "akash18ga02jzaq8cw52anyhzkwta5wygufgu6zsz6xc"
    #expect(try await failed(Chain(), other) == certificates + ["owner_address_agrees"])
    var inflated = sound
    inflated.restGPUs = 4
    #expect(try await failed(Chain(), inflated) == ["interfaces_agree"])
  }

  @Test func defectsOfTheInventoryAreSaidNodeByNode() async throws {
    var provider = try sound()
    provider.status = try AkashFixture.message("status-surprises")
    let lines = try lines(try await visit(Chain(), provider))
    let found = lines.filter { $0.check == "inventory_plausible" }
    #expect(found.allSatisfy { $0.status == .fail && $0.text.hasPrefix("Node ") })
    #expect(found.contains { $0.text.contains("lost its sign") })
    #expect(found.contains { $0.text.contains("the list of GPUs is null") })
    #expect(lines.contains { $0.check == "status_current" && $0.status == .fail })
  }

  @Test func unreachableProviderIsToldWhatToDo() async throws {
    var provider = try sound()
    provider.failure = .refused("Connection refused")
    let lines = try lines(try await visit(Chain(signed: [:]), provider))
    let endpoints = lines.filter { $0.check.hasPrefix("endpoint_") && $0.status == .fail }
    #expect(endpoints.count == 4)
    #expect(endpoints.allSatisfy { $0.advice?.contains("open the port") == true })
    #expect(lines.first { $0.check == "audit_signatures_current" }?.status == .notApplicable)
    #expect(lines.first { $0.check == "pool_eligibility_liquidity" }?.status == .notEvaluated)
  }

  @Test func recordingReplaysToTheSameLines() async throws {
    for failure in [nil, ProviderFailure.late(seconds: 15), .callStatus(code: 12, message: "x")] {
      var provider = try sound()
      provider.failure = failure
      let recording = WireRecording()
      let live = try lines(
        try await visit(
          RecordingChain(Chain(), into: recording),
          RecordingProviders(provider, into: recording)))
      let bodies = recording.bodies
      let again = try WireRecording(lines: recording.lines) { digest in
        bodies.first { $0.digest == digest }?.bytes
      }
      #expect(again.nodeNames == ["node"])
      let replayed = try lines(
        try await visit(
          ReplayedChain(name: "node", again), ReplayedProviders(again)))
      #expect(replayed == live)
      #expect(Set(bodies.map(\.digest)).count == bodies.count, "each body once")
    }
  }

  @Test func recordingsOfOtherThingsAreRefused() throws {
    #expect(throws: WireRecordingError.line(1)) {
      try WireRecording(lines: Array("{}\n".utf8)) { _ in nil }
    }
    let full = WireRecording(budgetBytes: 0)
    #expect(full.leftOut == 0 && full.bodies.isEmpty)
  }
}
