import Observing
import Testing

/// What nobody signed ends nothing.
@Suite struct ServerAnswerTests {
  @Test(arguments: [400, 403, 409, 410, 411, 413, 422, 500])
  func whatIsNotSignedIsNeverFinal(status: Int) {
    let bodies = [
      ("", "server-refused"), ("<html>413 Request Entity Too Large</html>", "server-refused"),
      (#"{"code":7}"#, "server-refused"), (#"{"code":"duplicate"}"#, "duplicate"),
      (#"{"code":"blobs-missing"}"#, "blobs-missing"),
    ]
    for (body, code) in bodies {
      #expect(ServerAnswer.read(status, Array(body.utf8)) == .turnedAway(code: code))
    }
  }

  @Test(arguments: [429, 503, 507]) func whoIsBusyIsAwayForEverything(status: Int) {
    #expect(
      ServerAnswer.read(status, Array(#"{"code":"busy"}"#.utf8)) == .unavailable("busy"))
  }
}
