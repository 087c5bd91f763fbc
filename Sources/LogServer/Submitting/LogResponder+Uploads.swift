import Application
import BlobFiles
import HTTPTypes
import Hummingbird
import Journal
import Keys
import Program
import Quantities

extension LogResponder {
  /// Takes a blob: who may, how much, whether it is what its name says; then the disk.
  func upload(_ digest: Digest, _ request: Request) async -> Answer {
    guard let announced = request.headers[.contentLength].flatMap({ Int64($0) }), announced >= 0
    else {
      return Self.closing(
        .problem(
          .lengthRequired, "length-missing", "An upload states its length.",
          "Send Content-Length."))
    }
    let permit: Permit
    switch await self.permit(digest, request) {
    case .success(let granted): permit = granted
    case .failure(let refusal): return Self.closing(refusal.answer)
    }
    guard announced <= permit.limitBytes else {
      return BodyFault.tooLong.answer(limitBytes: permit.limitBytes)
    }
    // A request that was overheard can be sent again: what is there costs its signer nothing.
    if await !isKept(digest), let refusal = quota.refusal(of: permit.wish(announced)) {
      return Self.closing(refusal)
    }
    // What is held: the body, and what it may decompress to.
    let held = Int(announced) + (permit.isDeflated ? permit.limitBytes : 0)
    guard allowance.take(held) else {
      return Self.closing(.busy("server-busy", "Too many uploads are under way."))
    }
    defer { allowance.release(held) }
    switch await request.wholeBody(
      limitBytes: Int(announced), seconds: settings.uploadSeconds)
    {
    case .success(let body): return await keep(body, digest, permit)
    case .failure(let fault): return fault.answer(limitBytes: permit.limitBytes)
    }
  }

  /// What a client may upload under a name.
  private struct Permit: Sendable {
    let key: KeyID
    let limitBytes: Int
    let isDeflated: Bool
    let isSelfMade: Bool

    func wish(_ announced: Int64) -> QuotaMachine.Wish {
      let bytes = max(announced, 1_024)
      return isSelfMade ? .enrolledUpload(key, bytes: bytes) : .upload(key, bytes: bytes)
    }
  }

  /// Whether a blob is there as its name says.
  private func isKept(_ digest: Digest) async -> Bool {
    let blobs = reading.blobs
    let found = await DiskThread.run { () throws(BlobFailure) in
      guard try blobs.has(digest) else { return false }
      return try blobs.get(digest) != nil
    }
    guard case .success(let isKept) = found else { return false }
    return isKept
  }

  private struct Refused: Error {
    let answer: Answer
  }

  private func permit(_ digest: Digest, _ request: Request) async -> Result<Permit, Refused> {
    func refused(_ answer: Answer) -> Result<Permit, Refused> { .failure(Refused(answer: answer)) }
    let encoding = request.headers[.contentEncoding]
    guard encoding == nil || encoding == "deflate" else {
      return refused(
        .problem(
          .badRequest, "upload-encoding", "Only deflate is known as an encoding.",
          "Send the bytes as they are."))
    }
    guard let key = Self.header(UploadProof.keyHeader, request),
      let signature = Self.header(UploadProof.signatureHeader, request),
      let proof = UploadProof(key: key, signature: signature),
      proof.holds(for: digest, origin: identity.current.signer.verifier.name, prefix: accountPrefix)
    else {
      return refused(
        .problem(
          .forbidden, "upload-unsigned", "The request does not bear a key's signature.",
          "Sign it as docs/reference/server.md says: stipend blob put does."))
    }
    let now = clock.present()
    let found = await sequencer.queue.run { writer in
      (
        writer.state?.standing(of: proof.signer, at: now),
        writer.state?.isWithdrawn(digest) ?? false,
        writer.state?.evidence.record(digest)?.body.lengthBytes
      )
    }
    guard let standing = found.0 else {
      return refused(
        .problem(
          .forbidden, "upload-stranger", "The key has no role in the program.",
          "Use a key that has one, or enrol first."))
    }
    guard !found.1 else { return refused(Self.withdrawn(digest)) }
    let limit = max(standing.limitBytes, found.2 ?? 0)
    return .success(
      Permit(
        key: proof.signer, limitBytes: Int(min(limit, Int64(settings.blobBytes))),
        isDeflated: encoding != nil, isSelfMade: standing.isSelfMade))
  }

  private func keep(_ body: [UInt8], _ digest: Digest, _ permit: Permit) async -> Answer {
    let blobs = reading.blobs
    let outcome = await DiskThread.run { () throws(BlobFailure) -> Outcome in
      var bytes = body
      if permit.isDeflated {
        do throws(ZlibStream.Refusal) {
          bytes = try ZlibStream.decompress(body, limitBytes: permit.limitBytes).bytes
        } catch {
          if case .tooLong = error { return .tooLong }
          return .other
        }
      }
      guard Sha256.digest(of: bytes) == digest else { return .other }
      if try blobs.has(digest), (try? blobs.get(digest, lengthBytes: Int64(bytes.count))) != nil {
        return .present
      }
      try blobs.put(bytes)
      return .kept
    }
    switch outcome {
    case .success(.kept): return Answer(.created, Answer.text, Array("kept\n".utf8))
    case .success(.present): return Answer(.ok, Answer.text, Array("was there\n".utf8))
    case .success(.tooLong): return BodyFault.tooLong.answer(limitBytes: permit.limitBytes)
    case .success(.other):
      return .problem(
        .conflict, "blob-other-bytes", "The bytes are not those of the name.",
        "The name is the SHA-256 of the bytes before compression.")
    case .failure(.unavailable(let message)) where message.contains(Self.noSpace):
      return .problem(
        .diskFull, "disk-full", "The server's disk is full.", "Tell its operator.")
    case .failure: return .busy("blob-unavailable", "The blob cannot be kept now.", seconds: 30)
    }
  }

  private enum Outcome: Sendable {
    case kept, present, tooLong, other
  }

  /// What the system says when no space is left.
  private static let noSpace = "No space left on device"

  private static func header(_ name: String, _ request: Request) -> String? {
    HTTPField.Name(name).flatMap { request.headers[$0] }
  }

  /// An answer given before the body was read.
  private static func closing(_ answer: Answer) -> Answer {
    var answer = answer
    answer.closes = true
    return answer
  }
}
