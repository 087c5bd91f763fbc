public import CosmosClient

/// Asks a node and keeps what came.
public struct RecordingChain: ChainTransport {
  private let inner: any ChainTransport
  private let recording: WireRecording

  /// Wraps both.
  public init(_ inner: any ChainTransport, into recording: WireRecording) {
    self.inner = inner
    self.recording = recording
  }

  /// What messages call the node.
  public var name: String { inner.name }

  /// Asks once.
  public func get(
    _ path: String, height: Int64?, limitBytes: Int
  ) async throws(ChainFailure) -> ChainResponse {
    var line = WireLine(
      kind: .chain, subject: name, question: ReplayedChain.question(path, height),
      outcome: "answer")
    do {
      let response = try await inner.get(path, height: height, limitBytes: limitBytes)
      line.number = Int64(response.status)
      recording.keep(line, body: response.body, certificate: nil)
      return response
    } catch {
      line.outcome = error.code
      line.text = "\(error)"
      recording.keep(line, body: nil, certificate: nil)
      throw error
    }
  }
}

/// Answers from a recording, as if the node did.
public struct ReplayedChain: ChainTransport {
  /// What messages call the node.
  public let name: String
  private let recording: WireRecording

  /// The node of that name in a recording.
  public init(name: String, _ recording: WireRecording) {
    self.name = name
    self.recording = recording
  }

  static func question(_ path: String, _ height: Int64?) -> String {
    height.map { "\(path) @\($0)" } ?? path
  }

  /// Gives the next recorded answer; whatever failed then is unavailable now.
  public func get(
    _ path: String, height: Int64?, limitBytes: Int
  ) async throws(ChainFailure) -> ChainResponse {
    let found = recording.next(.chain, name, Self.question(path, height))
    guard let found else { throw .unavailable(node: name, "the recording has no answer to this") }
    guard found.line.outcome == "answer", let body = found.body else {
      throw .unavailable(node: name, "recorded: \(found.line.text)")
    }
    return ChainResponse(status: Int(found.line.number), body: body)
  }
}
