import DevNet
import Journal
import Program
import Quantities
import Simulation

/// Writes and signs what anybody in the pilot enters.
struct PilotPen: Sendable {
  let people: PilotPeople
  let time: WorldTime

  /// The envelope of an entry; the nonce follows from a name that nothing else has.
  func envelope(
    _ body: any EntryBody, by author: Author, in state: ProgramState?, nonce: String
  ) throws -> Envelope {
    let header = PayloadHeader(
      program: state?.program, at: time.present, author: author,
      nonce: Invented.nonce(nonce), basis: state?.lineCount ?? 0, demonstration: true)
    return try Envelope(
      payload: Self.payload(header, body).bytes, signedBy: people.signers(for: author),
      prefix: Invented.addressPrefix)
  }

  private static func payload(
    _ header: PayloadHeader, _ body: some EntryBody
  ) throws(Rejection) -> Payload {
    try Payload(header, body)
  }
}
