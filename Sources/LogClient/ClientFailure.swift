import Application

/// Why a server did not answer a request as it should.
public enum ClientFailure: Error, Hashable, Sendable {
  /// It cannot be reached, broke off, or answered with an error of its own, as often as was tried.
  case unavailable(String)
  /// It did not answer in time.
  case late(String, seconds: Int64)
  /// The answer is longer than such an answer can be.
  case tooLong(String, limitBytes: Int)
  /// It sends elsewhere, where nobody said to look.
  case redirected(String)
  /// The answer is none that the protocol has.
  case unexpected(String, status: Int)

  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .unavailable: "log-unavailable"
    case .late: "log-late"
    case .tooLong: "log-answer-too-long"
    case .redirected: "log-redirect"
    case .unexpected: "log-answer-unexpected"
    }
  }

  /// The same as a failure of a published log.
  var ofSource: LogSourceFailure {
    switch self {
    case .tooLong(let url, let limitBytes): .tooLong(url, limitBytes: limitBytes)
    case .unavailable, .late, .redirected, .unexpected: .unavailable("\(self)")
    }
  }
}

extension ClientFailure: CustomStringConvertible {
  /// What happened, with the address.
  public var description: String {
    switch self {
    case .unavailable(let text): text
    case .late(let url, let seconds): "\(url): no whole answer within \(seconds) seconds"
    case .tooLong(let url, let limitBytes):
      "\(url): the answer is longer than the \(limitBytes) bytes that it can have"
    case .redirected(let url):
      "\(url): the server sends elsewhere; name the address where the program is published"
    case .unexpected(let url, let status): "\(url): status \(status) is no answer to this request"
    }
  }
}
