import Application
import Keys
import Policy
import Program
import Quantities
import Simulation
import Testing

/// What is said of a draft before anybody signs it is what a log would say.
@Suite struct EntryPreviewTests {
  @Test func aDraftIsJudgedAsASignedEntryIs() throws {
    let kept = try KeptProgram(seed: 3)
    let state = try #require(kept.writer().state)
    let now = try #require(state.lastAdmittedAt)
    let administrator = try #require(state.administrators.term(at: now)?.administrator)
    let pool = try #require(state.rules.policy.pools.first?.name)
    let digests = [Sha256.digest(of: [1]), Sha256.digest(of: [2])]
    let correction = CorrectionPosted(
      pool: pool, epoch: 10_000, replaces: digests[0], statement: digests[1])
    let payload = try EntryBase(state).payload(
      correction, by: .account(administrator), at: now, nonce: 1)
    let draft = EntryPaper(payload, prefix: Invented.addressPrefix)
    func refusal(_ paper: EntryPaper, isSigned: Bool) throws -> Rejection? {
      var preview = EntryPreview(state, blobs: kept.blobs, isSigned: isSigned)
      return try preview.refusal(of: paper, now: now)
    }
    #expect(try refusal(draft, isSigned: true) == .statementUnknown(digests[0]))
    var signed = draft
    for key in kept.keyring.signers(for: .account(administrator)) { try signed.sign(key) }
    #expect(try refusal(signed, isSigned: true) == .statementUnknown(digests[0]))
    // In a folder of facts statements are files, of which its lines say nothing.
    let milder = try refusal(draft, isSigned: false)
    #expect(milder != .statementUnknown(digests[0]))
  }
}
