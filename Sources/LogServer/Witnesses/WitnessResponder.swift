import BlobFiles
import HTTPTypes
import Hummingbird
import Journal
import Quantities

/// Answers `add-checkpoint` (C2SP tlog-witness), and shows what was cosigned last.
struct WitnessResponder<Files: FileSystem>: LoggedResponder {
  let keeper: WitnessKeeper<Files>
  let settings: ServerSettings
  let clock: any ServerClock
  let allowance: ByteAllowance
  let accessLog: @Sendable (AccessRecord) -> Void

  func answer(_ request: Request) async -> (AccessRecord.Resource, Answer) {
    let reads = request.method == .get || request.method == .head
    switch request.uri.path {
    case "/add-checkpoint":
      guard request.method == .post else { return (.witness, .notAllowed("POST")) }
      return (.witness, await addCheckpoint(request))
    case "/checkpoint":
      guard reads else { return (.checkpoint, .notAllowed("GET, HEAD")) }
      guard let latest = await keeper.latest else { return (.checkpoint, .notFound()) }
      return (.checkpoint, Answer(.ok, Answer.text, latest.bytes))
    case "/health":
      guard reads else { return (.health, .notAllowed("GET, HEAD")) }
      let size = await keeper.head.size
      return (.health, Answer(.ok, Answer.json, Array("{\"size\":\(size)}\n".utf8)))
    default: return (.other, .notFound())
    }
  }

  private func addCheckpoint(_ request: Request) async -> Answer {
    let limitBytes = SignedNote.limitBytes + 4 * 1_024
    switch await request.wholeBody(limitBytes: limitBytes, seconds: settings.requestSeconds) {
    case .failure(let fault): return fault.answer(limitBytes: limitBytes)
    case .success(let body):
      guard let decided = await keeper.answer(body) else {
        return .busy("witness-state", "The witness cannot keep its state.", seconds: 60)
      }
      return Answer(
        HTTPResponse.Status(code: decided.status), decided.contentType, decided.body)
    }
  }
}
