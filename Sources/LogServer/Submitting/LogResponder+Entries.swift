import Application
import Encoding
import Hummingbird
import Journal
import Keys
import Program
import Quantities

extension LogResponder {
  /// Takes an envelope: quota, then a batch, then the log's signed word.
  func entry(_ request: Request) async -> Answer {
    let receivedAt = clock.present()
    let bytes: [UInt8]
    switch await request.wholeBody(
      limitBytes: Envelope.limitBytes, seconds: settings.requestSeconds)
    {
    case .success(let body): bytes = body
    case .failure(let fault): return fault.answer(limitBytes: Envelope.limitBytes)
    }
    let arrived = clock.uptimeMilliseconds()
    let envelope: Envelope
    do {
      envelope = try Envelope(bytes: bytes)
      var keys = KeyRing()
      // Only who really signed may use up a quota.
      try envelope.verify(prefix: accountPrefix, keys: &keys)
    } catch {
      return Self.malformed(error.code, error.description)
    }
    // What was logged can be read, and sent again, by anybody: it costs its signer nothing.
    if let index = await index(of: envelope.identity) {
      return answer(.duplicate(index: index, identity: envelope.identity), receivedAt)
    }
    if let refusal = await quotaRefusal(envelope, at: receivedAt) { return refusal }
    switch await sequencer.submit(bytes, arrived: arrived) {
    case .success(let submission): return answer(submission, receivedAt)
    case .failure(let failure): return Self.answer(failure)
    }
  }

  /// The place of an entry in the log; nil where it has none, or where that cannot be read now.
  private func index(of identity: Digest) async -> Int64? {
    let store = reading.store
    let found = await DiskThread.run { () throws(JournalStoreFailure) in
      try store.index(of: identity)
    }
    guard case .success(let index) = found else { return nil }
    return index
  }

  /// An entry of several keys counts for the first of them that the program knows.
  ///
  /// An entry of another program is public there, so that who sends it here is not its signer.
  private func quotaRefusal(_ envelope: Envelope, at time: Timestamp) async -> Answer? {
    guard (try? Payload(bytes: envelope.payload))?.header.program == identity.current.index.program
    else {
      return quota.refusal(of: .strangerEntry)
    }
    let signers = envelope.signatures.map(\.signer)
    let known = await sequencer.queue.run { writer in
      signers.first { writer.state?.standing(of: $0, at: time) != nil }
    }
    return quota.refusal(of: known.map { .entry($0) } ?? .strangerEntry)
  }

  private func answer(_ submission: Submission, _ receivedAt: Timestamp) -> Answer {
    switch submission {
    case .logged(let index, let identity), .duplicate(let index, let identity):
      var answer = Answer(
        .ok, Answer.text, receipt(identity, receivedAt, admitBy(receivedAt)))
      answer.headers.append(("Stipend-Index", "\(index)"))
      return answer
    case .promised(let index, let identity, let admitBy):
      var answer = Answer(.accepted, Answer.text, receipt(identity, receivedAt, admitBy))
      answer.headers.append(("Stipend-Index", "\(index)"))
      return answer
    case .logKeyAbsent(_, let key):
      return .busy(
        "log-key-absent",
        "The entry would be covered by a checkpoint of \(key), whose key is not here.",
        seconds: 600)
    case .refused(let entry, let code, let message, let advice):
      let signer = identity.current.signer
      guard
        let refusal = SubmissionRefusal(
          origin: signer.verifier.name, entry: entry, receivedAt: receivedAt, code: code)
      else { return .problem(.forbidden, code, message, advice) }
      var answer = Answer(.forbidden, Answer.text, refusal.signed(by: signer))
      // The signed text has the code alone; the words are for people and bind nobody.
      answer.headers.append(("Stipend-Message", Self.headerText("\(message) \(advice)")))
      return answer
    case .malformed(let code, let message):
      return Self.malformed(code, message)
    case .blobsMissing(_, let blobs):
      return .problem(
        .unprocessableContent, "blobs-missing", "The entry names blobs that are not here.",
        "Put them first, then submit the entry again.", missing: blobs.map(\.hex))
    }
  }

  /// What was logged is promised with no delay left: it stands in the log already.
  private func receipt(
    _ entry: Digest, _ receivedAt: Timestamp, _ admitBy: Timestamp
  ) -> [UInt8] {
    let signer = identity.current.signer
    return SubmissionReceipt(
      origin: signer.verifier.name, entry: entry, receivedAt: receivedAt, admitBy: admitBy
    ).signed(by: signer)
  }

  /// An hour, and never before the time of the log, which may be ahead of the clock.
  private func admitBy(_ receivedAt: Timestamp) -> Timestamp {
    let hour = (try? receivedAt.adding(seconds: 3_600)) ?? receivedAt
    return max(hour, head.current.admittedAt ?? hour)
  }

  private static func malformed(_ code: String, _ message: String) -> Answer {
    .problem(
      .badRequest, code, message, "Sign the entry again as docs/reference/journal.md says.")
  }

  private static func answer(_ failure: Sequencer.Failure) -> Answer {
    switch failure {
    case .behind: .busy("server-behind", "Too many entries wait to be judged.")
    case .stopping: .busy("server-stopping", "The server is about to end.", seconds: 30)
    case .journal(.store(.readOnly)):
      .busy("journal-read-only", "The journal cannot be written to.", seconds: 60)
    case .journal(.store(.full)):
      .problem(
        .diskFull, "disk-full", "The server's disk is full.", "Tell its operator.",
        retryAfterSeconds: 600)
    case .journal(.store(.unconfirmed)):
      .busy(
        "journal-unconfirmed", "The journal was restored and is not confirmed yet.",
        seconds: 600)
    case .journal:
      .busy(
        "journal-unavailable",
        "It is not known whether the entry was logged: submit it again to learn it.", seconds: 30)
    }
  }

  /// Printable ASCII, as a header may have it.
  private static func headerText(_ text: String) -> String {
    String(
      decoding: text.utf8.prefix(512).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") },
      as: UTF8.self)
  }
}
