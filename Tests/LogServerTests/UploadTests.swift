import Application
import Encoding
import Journal
import Keys
import LogClient
import LogServer
import Quantities
import Simulation
import Testing

@Suite struct UploadTests {
  private let bytes = Array("sixteen bytes of salt, and a text".utf8)

  private func put(
    _ sample: SampleProgram, _ bytes: [UInt8], _ digest: Digest, by key: SigningKey,
    settings: ServerSettings = TestServers.settings
  ) async throws -> UploadAnswer {
    let proof = try sample.proof(digest, by: key)
    return try await TestServers.withServer(sample, settings: settings) { address in
      try await TestServers.withClient(address) { try await $0.put(bytes, digest, proof: proof) }
    }
  }

  private func status(_ answer: UploadAnswer) -> Int {
    switch answer {
    case .kept: 201
    case .present: 200
    case .rejected(let status, _): status
    }
  }

  @Test func aMemberPutsABlobOnce() async throws {
    let sample = try SampleProgram()
    let digest = Sha256.digest(of: bytes)
    #expect(try await put(sample, bytes, digest, by: sample.committee) == .kept)
    #expect(try sample.blobs.get(digest) == bytes)
    #expect(try await put(sample, bytes, digest, by: sample.committee) == .present)
  }

  @Test func theAdministratorsWalletPutsABlob() async throws {
    let sample = try SampleProgram()
    let digest = Sha256.digest(of: bytes)
    let wallet = Invented.wallet("administrator")
    #expect(try await put(sample, bytes, digest, by: wallet) == .kept)
  }

  @Test func strangersAndForgersMayNot() async throws {
    let sample = try SampleProgram()
    let digest = Sha256.digest(of: bytes)
    let stranger = try await put(sample, bytes, digest, by: Invented.signer("stranger"))
    #expect(status(stranger) == 403)
    let wallet = try await put(sample, bytes, digest, by: Invented.wallet("stranger"))
    #expect(status(wallet) == 403)
    // A proof for another blob.
    let proof = try sample.proof(.zero, by: sample.committee)
    let forged = try await TestServers.withServer(sample) { address in
      try await TestServers.withClient(address) { [bytes] in
        try await $0.put(bytes, digest, proof: proof)
      }
    }
    #expect(status(forged) == 403)
    #expect(try !sample.blobs.has(digest))
  }

  @Test func otherBytesThanTheNamesAreRefused() async throws {
    let sample = try SampleProgram()
    let digest = Sha256.digest(of: bytes)
    let answer = try await put(sample, bytes + [0], digest, by: sample.committee)
    #expect(status(answer) == 409)
    #expect(try !sample.blobs.has(digest))
  }

  @Test func whatNoEntryNamesIsNotPublished() async throws {
    let sample = try SampleProgram()
    let note = try sample.note(1)
    let digest = Sha256.digest(of: note.text)
    let path = "blob/\(digest.hex.prefix(2))/\(digest.hex)"
    let proof = try sample.proof(digest, by: sample.committee)
    try await TestServers.withServer(sample) { address in
      try await TestServers.withClient(address) { connection in
        #expect(try await connection.put(note.text, digest, proof: proof) == .kept)
        await #expect(throws: Unexpected.self) { try await TestServers.body(address, path) }
        guard case .taken = try await connection.submit(note.envelope) else {
          throw Unexpected(what: "the note names it")
        }
        #expect(try await !TestServers.body(address, path).isEmpty)
      }
    }
  }

  @Test func manyWalletsOfOnePartyDoNotFillADisk() throws {
    var limits = QuotaLimits()
    limits.enrolledBytes = try #require(QuotaLimits.Rate(burst: 2_000, perHour: 1))
    limits.allEnrolledBytes = try #require(QuotaLimits.Rate(burst: 5_000, perHour: 1))
    var machine = QuotaMachine(limits: limits)
    let keys = (0..<4).map { KeyID(Invented.wallet("sybil \($0)").publicKey) }
    #expect(machine.step(now: 0, .enrolledUpload(keys[0], bytes: 2_000)) == .granted)
    #expect(machine.step(now: 0, .enrolledUpload(keys[0], bytes: 1)) != .granted)
    #expect(machine.step(now: 0, .enrolledUpload(keys[1], bytes: 2_000)) == .granted)
    #expect(machine.step(now: 0, .enrolledUpload(keys[2], bytes: 2_000)) != .granted)
    // What the others used up did not cost it its own.
    #expect(machine.step(now: 0, .enrolledUpload(keys[2], bytes: 1_000)) == .granted)
    // Who has a place in the program is not held back by them.
    #expect(machine.step(now: 0, .upload(keys[3], bytes: 1 << 20)) == .granted)
  }

  @Test func lengthQuotaAndLimitAreKept() async throws {
    let sample = try SampleProgram()
    let digest = Sha256.digest(of: bytes)
    var settings = TestServers.settings
    settings.blobBytes = 16
    #expect(
      status(try await put(sample, bytes, digest, by: sample.committee, settings: settings)) == 413)
    settings = TestServers.settings
    settings.quota.uploadBytes = try #require(QuotaLimits.Rate(burst: 1, perHour: 1))
    let proof = try sample.proof(digest, by: sample.committee)
    let more = bytes + [0]
    let moreDigest = Sha256.digest(of: more)
    let moreProof = try sample.proof(moreDigest, by: sample.committee)
    let statuses = try await TestServers.withServer(sample, settings: settings) { address in
      try await TestServers.withClient(address) { [bytes] connection in
        var answers: [UploadAnswer] = []
        for _ in 0..<3 { answers.append(try await connection.put(bytes, digest, proof: proof)) }
        answers.append(try await connection.put(more, moreDigest, proof: moreProof))
        return answers
      }
    }.map(status)
    // Sent again, by whoever overheard it, it costs the key's holder nothing.
    #expect(statuses == [201, 200, 200, 429])
    let missing = try await TestServers.withServer(sample) { address in
      try await TestServers.exchange(
        address,
        Array(
          ("PUT /blob/\(digest.hex) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
            + "Connection: close\r\n\r\n0\r\n\r\n").utf8))
    }
    #expect(missing.hasPrefix("HTTP/1.1 411"))
  }
}
