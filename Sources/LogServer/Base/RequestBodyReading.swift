import HTTPTypes
import Hummingbird
import NIOCore

/// Why a body was not read.
enum BodyFault: Error {
  case tooLong
  case late
  case brokenOff
}

extension Request {
  /// The whole body, within bounds of length and time; the caller then ends the connection where
  /// it was not read to its end.
  func wholeBody(limitBytes: Int, seconds: Int64) async -> Result<[UInt8], BodyFault> {
    if let announced = headers[.contentLength].flatMap({ Int($0) }), announced > limitBytes {
      return .failure(.tooLong)
    }
    let body = body
    return await withTaskGroup(of: Result<[UInt8], BodyFault>.self) { group in
      group.addTask { await Self.collect(body, limitBytes: limitBytes) }
      group.addTask {
        do {
          try await Task.sleep(for: .seconds(seconds))
          return .failure(.late)
        } catch {
          return .failure(.brokenOff)
        }
      }
      defer { group.cancelAll() }
      return await group.next() ?? .failure(.brokenOff)
    }
  }

  private static func collect(
    _ body: RequestBody, limitBytes: Int
  ) async -> Result<[UInt8], BodyFault> {
    var bytes: [UInt8] = []
    do {
      for try await part in body {
        guard part.readableBytes <= limitBytes - bytes.count else { return .failure(.tooLong) }
        bytes.append(contentsOf: part.readableBytesView)
      }
    } catch {
      return .failure(.brokenOff)
    }
    return Task.isCancelled ? .failure(.brokenOff) : .success(bytes)
  }
}

extension BodyFault {
  /// What the client is told, if it listens.
  func answer(limitBytes: Int) -> Answer {
    var answer =
      switch self {
      case .tooLong:
        Answer.problem(
          .contentTooLarge, "body-too-long", "The body is longer than \(limitBytes) bytes.",
          "Send less.")
      case .late:
        Answer.problem(
          .requestTimeout, "body-late", "The body did not arrive in time.", "Try again.")
      case .brokenOff:
        Answer.problem(.badRequest, "body-broken-off", "The body broke off.", "Try again.")
      }
    answer.closes = true
    return answer
  }
}
