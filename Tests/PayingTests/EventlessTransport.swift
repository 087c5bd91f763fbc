import CosmosClient

/// A chain behind a gateway that renames the attributes of events, as old nodes wrote them in
/// base64: whoever reads them finds none that it knows.
struct EventlessTransport<Under: ChainTransport>: ChainTransport {
  let under: Under

  init(under: Under) { self.under = under }

  var name: String { under.name }

  func get(
    _ path: String, height: Int64?, limitBytes: Int
  ) async throws(ChainFailure) -> ChainResponse {
    let answer = try await under.get(path, height: height, limitBytes: limitBytes)
    return ChainResponse(status: answer.status, body: Self.stripped(answer.body))
  }

  func post(
    _ path: String, body: [UInt8], limitBytes: Int
  ) async throws(ChainFailure) -> ChainResponse {
    try await under.post(path, body: body, limitBytes: limitBytes)
  }

  private static func stripped(_ body: [UInt8]) -> [UInt8] {
    let text = String(decoding: body, as: UTF8.self)
    return Array(
      text.split(separator: "acc_seq", omittingEmptySubsequences: false)
        .joined(separator: "YWNjX3NlcQ==").utf8)
  }
}
