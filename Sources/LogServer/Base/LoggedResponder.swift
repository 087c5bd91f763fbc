import HTTPTypes
import Hummingbird

/// A responder that leaves one record of each request, and counts the bytes that it answers.
protocol LoggedResponder: HTTPResponder where Context == BasicRequestContext {
  var clock: any ServerClock { get }
  var allowance: ByteAllowance { get }
  var accessLog: @Sendable (AccessRecord) -> Void { get }

  /// What was asked for, and the answer.
  func answer(_ request: Request) async -> (AccessRecord.Resource, Answer)
}

extension LoggedResponder {
  func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    let started = clock.uptimeMilliseconds()
    let (resource, answer) = await answer(request)
    accessLog(
      AccessRecord(
        time: clock.present(), method: Self.name(of: request.method), resource: resource,
        status: answer.status.code, bodyBytes: answer.body.count,
        milliseconds: clock.uptimeMilliseconds() - started))
    return Response(answer, headOnly: request.method == .head, allowance: allowance)
  }

  private static func name(of method: HTTPRequest.Method) -> String {
    switch method {
    case .get: "GET"
    case .head: "HEAD"
    case .post: "POST"
    case .put: "PUT"
    default: "other"
    }
  }
}
