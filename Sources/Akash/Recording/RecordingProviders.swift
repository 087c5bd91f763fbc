import Quantities

/// Asks another and keeps what came.
public struct RecordingProviders: ProviderAsking {
  private let inner: any ProviderAsking
  private let recording: WireRecording

  /// Wraps both.
  public init(_ inner: any ProviderAsking, into recording: WireRecording) {
    self.inner = inner
    self.recording = recording
  }

  /// Asks once.
  public func ask(
    _ question: ProviderQuestion, of endpoint: ProviderEndpoint
  ) async -> ProviderExchange {
    let exchange = await inner.ask(question, of: endpoint)
    var line = WireLine(
      kind: .provider, subject: "\(endpoint.host):\(question.port(of: endpoint))",
      question: question.rawValue, outcome: "answer")
    var body: [UInt8]?
    switch exchange.result {
    case .success(let bytes): body = bytes
    case .failure(let failure):
      let parts = failure.recorded
      line.outcome = failure.code
      line.number = parts.number
      line.text = parts.text
    }
    recording.keep(line, body: body, certificate: exchange.presented)
    return exchange
  }
}

/// Answers from a recording, as if the providers did.
public struct ReplayedProviders: ProviderAsking {
  private let recording: WireRecording

  /// Wraps a recording.
  public init(_ recording: WireRecording) { self.recording = recording }

  /// Gives the next recorded answer.
  public func ask(
    _ question: ProviderQuestion, of endpoint: ProviderEndpoint
  ) async -> ProviderExchange {
    let subject = "\(endpoint.host):\(question.port(of: endpoint))"
    let found = recording.next(.provider, subject, question.rawValue)
    var result: Result<[UInt8], ProviderFailure> = .failure(.notRecorded)
    if let found {
      if found.line.outcome == "answer" {
        result = found.body.map { .success($0) } ?? .failure(.notRecorded)
      } else {
        let failure = ProviderFailure(
          code: found.line.outcome, number: found.line.number, text: found.line.text)
        result = .failure(failure ?? .notRecorded)
      }
    }
    return ProviderExchange(
      question: question, endpoint: endpoint, result: result, presented: found?.certificate)
  }
}

extension ProviderFailure {
  /// The number and the text in it, zero and empty where it has none.
  var recorded: (number: Int64, text: String) {
    switch self {
    case .nameUnknown(let text), .addressNotPublic(let text), .refused(let text), .tls(let text),
      .brokenOff(let text), .protocolViolation(let text):
      (0, text)
    case .late(let seconds): (seconds, "")
    case .tooLong(let limit): (Int64(limit), "")
    case .httpStatus(let status): (Int64(status), "")
    case .callStatus(let code, let message): (Int64(code), message)
    case .redirected, .notRecorded: (0, "")
    }
  }

  /// The failure of a code with its number and text; nil for a code that is none.
  init?(code: String, number: Int64, text: String) {
    let all: [ProviderFailure] = [
      .nameUnknown(text), .addressNotPublic(text), .refused(text), .late(seconds: number),
      .tls(text), .brokenOff(text), .tooLong(limitBytes: Int(number)), .redirected,
      .httpStatus(Int(number)), .callStatus(code: Int(number), message: text),
      .protocolViolation(text), .notRecorded,
    ]
    guard let found = all.first(where: { $0.code == code }) else { return nil }
    self = found
  }
}
