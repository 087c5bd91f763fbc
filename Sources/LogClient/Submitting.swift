import NIOHTTP1
public import Journal
public import Quantities

/// What a server said to an entry.
public enum SubmissionAnswer: Hashable, Sendable {
  /// In the log, or promised: the receipt's note, and the entry's place where it has one.
  case taken(receipt: [UInt8], index: Int64?)
  /// Refused by admission: the refusal's note.
  case refused([UInt8])
  /// Not taken up at all; the server's own JSON with code, message and advice.
  case rejected(status: Int, [UInt8])
}

/// What a server said to a blob.
public enum UploadAnswer: Hashable, Sendable {
  /// Kept now.
  case kept
  /// It was there.
  case present
  /// Not taken; the server's own JSON with code, message and advice.
  case rejected(status: Int, [UInt8])
}

extension LogConnection {
  /// The longest answer to a submission.
  static var limitAnswerBytes: Int { 64 * 1_024 }

  /// Submits an envelope; the same one again is answered as before.
  public func submit(_ envelope: [UInt8]) async throws(ClientFailure) -> SubmissionAnswer {
    let answer = try await ask(
      Question(
        method: .POST, path: "entries", headers: [("content-type", "application/json")],
        body: envelope, limitBytes: Self.limitAnswerBytes))
    switch answer.status {
    case 200: return .taken(receipt: answer.body, index: answer.index)
    // A place that was promised is none yet.
    case 202: return .taken(receipt: answer.body, index: nil)
    case 403 where !answer.contentType.hasPrefix("application/json"): return .refused(answer.body)
    case 400, 403, 413, 422, 429, 503: return .rejected(status: answer.status, answer.body)
    default: throw refusal("entries", answer.status)
    }
  }

  /// Uploads a blob with the proof that the holder of a key wants it kept.
  public func put(
    _ bytes: [UInt8], _ digest: Digest, proof: UploadProof
  ) async throws(ClientFailure) -> UploadAnswer {
    let path = "blob/\(digest.hex)"
    let answer = try await ask(
      Question(
        method: .PUT, path: path,
        headers: [
          (UploadProof.keyHeader, proof.signer.text),
          (UploadProof.signatureHeader, proof.signatureText),
          ("content-type", "application/octet-stream"),
        ], body: bytes, limitBytes: Self.limitAnswerBytes))
    switch answer.status {
    case 200: return .present
    case 201: return .kept
    case 400, 403, 409, 410, 411, 413, 429, 503, 507:
      return .rejected(status: answer.status, answer.body)
    default: throw refusal(path, answer.status)
    }
  }

  /// Asks a witness to cosign.
  public func addCheckpoint(
    _ request: AddCheckpointRequest
  ) async throws(ClientFailure) -> AddCheckpointAnswer {
    let answer = try await ask(
      Question(
        method: .POST, path: "add-checkpoint", body: request.bytes,
        limitBytes: Self.limitAnswerBytes))
    do {
      return try AddCheckpointAnswer(
        status: answer.status, contentType: answer.contentType, body: answer.body)
    } catch {
      throw refusal("add-checkpoint", answer.status)
    }
  }
}
