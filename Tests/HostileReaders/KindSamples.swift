import Keys
import Policy
import Program
import Quantities
import Simulation

/// One payload of each kind that a random program may lack, by somebody who may write it.
enum KindSamples {
  static func payloads(of history: KeptHistory) -> [[UInt8]] {
    guard let state = history.moments.last?.state, let created = state.created,
      let pool = state.rules.policy.pools.first?.name, let reason = try? Label("fuzz"),
      let member = created.members.first, let time = state.lastAdmittedAt
    else { return [] }
    let blob = Sha256.digest(of: [1])
    let administrator = Author.account(created.administrator)
    let provider = state.roster.addresses.first ?? created.administrator
    var nonce: UInt128 = 0
    func payload(_ body: some EntryBody, by author: Author = .committee) -> [UInt8]? {
      nonce += 1
      let header = PayloadHeader(
        program: state.program, at: time, author: author, nonce: nonce, basis: 1,
        demonstration: state.isDemonstration)
      return (try? Payload(header, body))?.bytes
    }
    var samples = [
      payload(ProgramAdopted(policy: blob, source: blob, reference: reason)),
      payload(
        ProgramAmended(
          policy: state.rules.policyDigest, catalogue: state.rules.catalogueDigest, source: nil,
          from: time)),
      payload(ProgramHalted(what: .payouts, reason: reason)),
      payload(ProgramResumed(what: .admissions)),
      payload(ProgramClosed(reason: reason)),
      payload(AcceptanceRecorded(rule: reason, figures: blob, why: blob)),
      payload(CommitteeChanged(threshold: 1, members: created.members)),
      payload(WitnessesChanged(threshold: 0, witnesses: created.witnesses)),
      payload(
        AdministratorAppointed(
          administrator: created.administrator, providers: [provider], from: time)),
      payload(OperatorSucceeded(origin: "other.example/log", key: member)),
      payload(KeyRevoked(key: member, compromisedFrom: 1)),
      payload(DisputeResolved(dispute: reason, outcome: .upheld, why: blob)),
      payload(BlobWithdrawn(digest: blob, reason: reason)),
      payload(NoteAdded(topic: reason, text: blob), by: administrator),
    ]
    if let amount = try? Amount(micros: Int64(1)) {
      samples.append(
        payload(
          DisputeOpened(
            dispute: reason, pool: pool, epoch: 1, provider: provider, amount: amount, why: blob),
          by: administrator))
    }
    if let observer = state.evidence.records.first?.observer {
      let author = Author.key(observer)
      samples.append(payload(KeyRotated(successor: observer), by: author))
      samples.append(
        payload(ProbeCommitted(from: time, until: .latest, commitment: blob), by: author))
      samples.append(payload(ProbeRevealed(commitment: blob, seed: blob), by: author))
      samples.append(payload(EvidenceDelivered(digest: blob), by: author))
    }
    return samples.compactMap(\.self)
  }
}
