import Application
import Journal
import Payouts
import Program
import Quantities
import Simulation
import Testing

/// A published plan from which the entry of its payment does not follow (law 8).
@Suite struct VerifyPaymentTests {
  /// A record with a batch in it, the batch's place, and the entries until then.
  private static func paying() throws -> (KeptProgram, [[UInt8]], Payload, PayoutPrepared) {
    for seed in UInt64(1)...40 {
      let kept = try KeptProgram(seed: seed)
      let leaves = try kept.leaves()
      for (index, bytes) in leaves.enumerated() {
        let payload = try Payload(bytes: try Leaf(bytes: bytes).envelope.payload)
        if let body = payload.body as? PayoutPrepared, body.purpose == .batch {
          return (kept, Array(leaves[...index]), payload, body)
        }
      }
    }
    throw Unexpected()
  }

  private struct Unexpected: Error {}

  @Test("Law 8: whoever is paid, and what is signed, is what the published plan says")
  func aPaymentFollowsFromItsPlan() throws {
    let (kept, leaves, payload, prepared) = try Self.paying()
    func verdict(_ body: PayoutPrepared) throws -> LogVerdict {
      let last = try Leaf(bytes: leaves[leaves.count - 1])
      let envelope = try Envelope(
        payload: try Payload(payload.header, body).bytes,
        signedBy: kept.keyring.signers(for: payload.header.author),
        prefix: Invented.addressPrefix)
      let altered = try Leaf(admittedAt: last.admittedAt, envelope: envelope).bytes
      return try VerifyLog(
        kept.rewritten(leaves.dropLast() + [altered]), blobs: kept.blobs, pinned: kept.program
      ).run()
    }
    let honest = try verdict(prepared)
    #expect(honest.isGood && honest.plans == 1, "\(honest.findings.map(\.what))")

    var plan = try PayoutPlan(bytes: #require(try kept.blobs.get(prepared.plan)))
    func found(_ plan: PayoutPlan, _ change: (inout PayoutPrepared) -> Void = { _ in }) throws
      -> String
    {
      var body = prepared
      body.plan = try kept.blobs.put(plan.bytes)
      change(&body)
      let found = try verdict(body)
      #expect(found.plans == 0)
      let first = try #require(found.findings.first)
      #expect(first.code == "payout-does-not-follow" && first.place == .entry(leaves.count - 1))
      return first.what
    }
    let sound = plan
    // Other bytes were signed than the published plan makes.
    plan.sequence += 1
    let later = try found(plan)
    #expect(later.contains("`signBytes`") && later.contains("`sequence`"), "\(later)")
    // Whom it pays is not whose lines it settles.
    plan = sound
    plan.outputs[0] = PayoutOutput(
      payee: Invented.address("a friend"), parts: plan.outputs[0].parts)
    plan.outputs.sort { $0.payee < $1.payee }
    let friend = try found(plan)
    #expect(friend.contains("cannot be read"), "\(friend)")
    plan = sound
    plan.journalRoot = .zero
    #expect(try found(plan) { $0.root = .zero }.contains("another root"))
    plan = sound
    plan.program = .zero
    #expect(try found(plan).contains("another program's"))
    plan = sound
    plan.wallet = Invented.address("another wallet")
    #expect(try found(plan).contains("another wallet"))
    var unreadable = prepared
    unreadable.plan = try kept.blobs.put([1, 2, 3])
    #expect(try verdict(unreadable).findings.first?.what.contains("cannot be read") == true)
  }
}
