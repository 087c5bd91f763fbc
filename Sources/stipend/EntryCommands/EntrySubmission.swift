import Application
import Journal
import Keys
import LogClient
import Quantities

/// A server that takes what is signed, and the key that its answers are held against.
struct EntrySubmission {
  /// The connection, which whoever made it closes.
  let connection: LogConnection
  /// The log's key.
  let key: VerifierKey

  /// Uploads files that entries name, signed by somebody with a role in the program.
  func put(_ blobs: [[UInt8]], by signer: SigningKey, prefix: String) async throws {
    for bytes in blobs {
      let digest = Sha256.digest(of: bytes)
      let proof: UploadProof
      do {
        proof = try UploadProof(of: digest, origin: key.name, by: signer, prefix: prefix)
      } catch {
        throw Ending(
          2, "address-prefix", "--prefix \(prefix): \(error).", "Write the network's own.")
      }
      let answer: UploadAnswer
      do {
        answer = try await connection.put(bytes, digest, proof: proof)
      } catch {
        throw ServerWording.ending(error)
      }
      if case .rejected(let status, let reason) = answer {
        throw ServerWording.refusal(status, reason)
      }
    }
  }

  /// What the log promised.
  struct Answer {
    let promise: SubmissionReceipt
    /// Its place, where it has one already.
    let index: Int64?
  }

  /// Submits an envelope and verifies the signed answer, which goes to a file where one is named.
  func submit(_ envelope: Envelope, receipt: String? = nil) async throws -> Answer {
    let answer: SubmissionAnswer
    do {
      answer = try await connection.submit(envelope.bytes)
    } catch {
      throw ServerWording.ending(error)
    }
    switch answer {
    case .taken(let note, let index):
      let promise = try read { () throws(SubmissionAnswerRefusal) in
        try SubmissionReceipt(bytes: note, log: [key])
      }
      try require(promise.entry == envelope.identity)
      if let receipt { try Files.write(note, to: receipt) }
      return Answer(promise: promise, index: index)
    case .refused(let note):
      let refusal = try read { () throws(SubmissionAnswerRefusal) in
        try SubmissionRefusal(bytes: note, log: [key])
      }
      try require(refusal.entry == envelope.identity)
      if let receipt { try Files.write(note, to: receipt) }
      throw Ending(
        1, refusal.code, "\(refusal.origin) refuses the entry, and signs that it does.",
        "docs/reference/errors.md says what the code means.")
    case .rejected(let status, let reason): throw ServerWording.refusal(status, reason)
    }
  }

  private func read<Note>(_ work: () throws(SubmissionAnswerRefusal) -> Note) throws -> Note {
    do {
      return try work()
    } catch {
      throw Ending(
        1, error.code, "The server's answer is not the log's word: \(error).",
        "Submit it again; the same entry is never logged twice.")
    }
  }

  private func require(_ isSame: Bool) throws {
    guard isSame else {
      throw Ending(
        1, "answer-other-entry", "The server's answer is about another entry.",
        "Submit it again; the same entry is never logged twice.")
    }
  }
}
