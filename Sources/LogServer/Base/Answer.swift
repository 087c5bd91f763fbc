import Encoding
import HTTPTypes
import Hummingbird
import NIOCore

/// An answer before it becomes HTTP.
struct Answer: Sendable {
  /// How long a reader may keep it.
  enum Caching: String, Sendable {
    case forEver = "public, max-age=31536000, immutable"
    case short = "public, max-age=60"
    case never = "no-store"
  }

  var status: HTTPResponse.Status
  var contentType: String
  var body: [UInt8]
  var caching = Caching.never
  var headers: [(String, String)] = []
  /// Ends the connection, whose request was not read to its end.
  var closes = false

  init(
    _ status: HTTPResponse.Status, _ contentType: String, _ body: [UInt8],
    caching: Caching = .never
  ) {
    self.status = status
    self.contentType = contentType
    self.body = body
    self.caching = caching
  }

  static let text = "text/plain; charset=utf-8"
  static let bytes = "application/octet-stream"
  static let json = "application/json"

  /// What is wrong, as a program reads it; `Retry-After` where trying again may help.
  static func problem(
    _ status: HTTPResponse.Status, _ code: String, _ message: String, _ advice: String,
    retryAfterSeconds: Int64? = nil, missing: [String] = []
  ) -> Answer {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("code", code)
      writer.field("message", message)
      writer.field("advice", advice)
      if !missing.isEmpty {
        writer.array("missing", missing) { writer, name in writer.string(name) }
      }
    }
    var answer = Answer(status, json, writer.finish() + [0x0A])
    if let retryAfterSeconds { answer.headers.append(("Retry-After", "\(retryAfterSeconds)")) }
    return answer
  }

  static func notFound() -> Answer {
    problem(
      .notFound, "not-found", "There is nothing at this path.",
      "docs/reference/server.md lists what a program publishes.")
  }

  static func notAllowed(_ methods: String) -> Answer {
    var answer = problem(
      .methodNotAllowed, "method", "This path does not take this method.", "Use \(methods).")
    answer.headers.append(("Allow", methods))
    return answer
  }

  static func busy(_ code: String, _ message: String, seconds: Int64 = 5) -> Answer {
    problem(
      .serviceUnavailable, code, message, "Try again later.", retryAfterSeconds: seconds)
  }
}

extension HTTPResponse.Status {
  /// 507: no space is left (RFC 4918).
  static var diskFull: HTTPResponse.Status {
    HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
  }
}

extension Response {
  /// An answer as HTTP; a question for the head alone gets the same head.
  init(_ answer: Answer, headOnly: Bool, allowance: ByteAllowance) {
    var headers = HTTPFields()
    headers[.contentType] = answer.contentType
    headers[.cacheControl] = answer.caching.rawValue
    headers[.contentLength] = String(answer.body.count)
    headers[.xContentTypeOptions] = "nosniff"
    if answer.closes { headers[.connection] = "close" }
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { headers[name] = value }
    }
    let count = answer.body.count
    guard !headOnly, count > 0 else {
      self.init(status: answer.status, headers: headers, body: ResponseBody())
      return
    }
    guard count > Self.limitUncounted else {
      self.init(
        status: answer.status, headers: headers,
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
      return
    }
    guard allowance.take(count) else {
      self.init(
        Answer.busy("server-busy", "Too many answers are on their way."), headOnly: false,
        allowance: allowance)
      return
    }
    let body = answer.body
    self.init(
      status: answer.status, headers: headers,
      body: ResponseBody(contentLength: count) { writer in
        defer { allowance.release(count) }
        var position = 0
        while position < count {
          let end = min(position + Self.chunkBytes, count)
          try await writer.write(ByteBuffer(bytes: body[position..<end]))
          position = end
        }
        try await writer.finish(nil)
      })
  }

  /// Answers up to this length are not counted: connections are, and these are small.
  private static var limitUncounted: Int { 64 * 1_024 }
  private static var chunkBytes: Int { 256 * 1_024 }
}
