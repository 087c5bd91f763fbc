import Application
import BlobFiles
import Foundation
import Journal
import Keys
import LogServer
import Policy
import PolicyYAML
import Program
import Quantities
import Simulation
import Synchronization
import Testing

/// A program of invented parties, kept in memory, with entry 0 and as many notes as a test wants.
struct SampleProgram {
  static let start = 1_767_225_600

  let store = MemoryJournal()
  let blobs = MemoryBlobs()
  let clock = TestClock()
  let signer: NoteSigner
  let witness = Invented.signer("witness one")
  let committee = Invented.signer("committee")
  var writer: JournalWriter
  let program: Digest

  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  init(notes: Int = 0) throws {
    let yaml = try Data(contentsOf: Self.root.appending(path: "policies/akash-pilot-1.yaml"))
    let policy = try PolicyDocument.read(Array(yaml)).policy
    let catalogue = try Data(
      contentsOf: Self.root.appending(path: "policies/catalogue/gpus-1.json"))
    let name = try NoteName("log.example/sample")
    signer = try NoteSigner(name: name, purpose: .note, key: Invented.signer("log"))
    let body = ProgramCreated(
      name: policy.name, network: policy.network, policy: try blobs.put(PolicyJSON.encode(policy)),
      catalogue: try blobs.put(Array(catalogue)), logOrigin: name.text,
      logKey: try Self.text(Invented.signer("log")), threshold: 1,
      members: [try Self.text(committee)], witnesses: [try Self.text(witness)],
      administrator: Invented.address("administrator"), administratorProviders: [])
    let header = PayloadHeader(
      program: nil, at: clock.present(), author: .committee, nonce: 1, basis: 0, demonstration: true
    )
    let payload = try Payload(header, body)
    writer = try JournalWriter(store: store, blobs: blobs, signer: signer)
    let envelope = try Envelope(
      payload: payload.bytes, signedBy: [committee], prefix: Invented.addressPrefix)
    let outcome = try writer.submit([envelope.bytes], now: clock.present())
    guard case .logged = outcome[0] else { throw Unexpected(what: "\(outcome)") }
    program = payload.digest
    for number in 0..<notes {
      let note = try note(number)
      _ = try blobs.put(note.text)
      let outcome = try writer.submit([note.envelope], now: clock.present())
      guard case .logged = outcome[0] else { throw Unexpected(what: "\(outcome)") }
    }
  }

  private static func text(_ key: SigningKey) throws -> PublicKeyText {
    try #require(PublicKeyText(key.publicKey.text))
  }

  /// A note of the committee, with the text that it names.
  func note(_ number: Int) throws -> (envelope: [UInt8], text: [UInt8], identity: Digest) {
    let text = Invented.salt("note \(number)") + Array("note \(number)".utf8)
    return try entry(
      NoteAdded(topic: try Label("remark"), text: Sha256.digest(of: text)), number, text)
  }

  /// An entry of an author with the nonce that a number gives.
  func entry(
    _ body: some EntryBody, _ number: Int, _ text: [UInt8] = [], by key: SigningKey? = nil
  ) throws -> (envelope: [UInt8], text: [UInt8], identity: Digest) {
    let header = PayloadHeader(
      program: program, at: clock.present(), author: .committee,
      nonce: Invented.nonce("sample \(number)"), basis: 1, demonstration: true)
    let payload = try Payload(header, body)
    let envelope = try Envelope(
      payload: payload.bytes, signedBy: [key ?? committee], prefix: Invented.addressPrefix)
    return (envelope.bytes, text, payload.digest)
  }

  /// The proof with which a key puts a blob.
  func proof(_ digest: Digest, by key: SigningKey) throws -> UploadProof {
    try UploadProof(
      of: digest, origin: signer.verifier.name, by: key, prefix: Invented.addressPrefix)
  }
}

/// Something that a test's preparation did not foresee.
struct Unexpected: Error {
  let what: String
}

/// A clock that goes when it is told to.
final class TestClock: ServerClock {
  private let milliseconds = Mutex<Int64>(0)

  func present() -> Timestamp {
    let seconds = milliseconds.withLock { $0 } / 1_000
    guard let time = try? Timestamp(seconds: Int64(SampleProgram.start) + seconds) else {
      preconditionFailure("The sample's time is a time.")
    }
    return time
  }

  func uptimeMilliseconds() -> Int64 { milliseconds.withLock { $0 } }

  func advance(seconds: Int64) { milliseconds.withLock { $0 += seconds * 1_000 } }
}
