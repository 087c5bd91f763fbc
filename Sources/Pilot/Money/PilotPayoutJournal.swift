import Application
import CosmosTx
import Journal
import LogClient
import Paying
import Payouts
import Program
import Quantities

/// The payout machine's journal: the served one, written as the administrator.
actor PilotPayoutJournal: PayoutJournal {
  private var reader: ProgramReader
  private let connection: LogConnection
  private let pen: PilotPen
  private let name: String
  private var entered = 0
  /// Whether the process ends right after it entered that signed bytes are stored.
  private let crashesWhenSigned: Bool

  init(
    _ reader: ProgramReader, _ connection: LogConnection, _ pen: PilotPen, name: String,
    crashesWhenSigned: Bool = false
  ) {
    self.reader = reader
    self.connection = connection
    self.pen = pen
    self.name = name
    self.crashesWhenSigned = crashesWhenSigned
  }

  func records(from position: Int) throws(PayingFailure) -> [PayoutRecord] {
    do {
      try reader.refresh()
    } catch {
      throw .journal("\(error)")
    }
    return Array(PayoutEntries.records(reader).dropFirst(position))
  }

  func unsigned(_ signBytes: Digest) throws(PayingFailure) -> Transaction? {
    do {
      let state = try reader.log().state
      guard let plan = state.treasury.prepared[signBytes]?.body.plan else { return nil }
      return try PayoutTransaction(try GatherDue(reader).plan(plan)).transaction
    } catch {
      throw .journal("\(error)")
    }
  }

  func append(_ record: PayoutRecord) async throws(PayingFailure) -> PayoutAppendAnswer {
    guard let body = PayoutEntries.entry(of: record) else {
      return .refused("a batch is entered with its plan")
    }
    let answer: SubmissionAnswer
    do {
      try reader.refresh()
      let state = try reader.log().state
      entered += 1
      let author = Author.account(pen.people.administratorAddress)
      let envelope = try pen.envelope(
        body, by: author, in: state, nonce: "\(name) \(entered)")
      answer = try await connection.submit(envelope.bytes)
    } catch {
      throw .journal("\(error)")
    }
    guard case .taken = answer else { return .refused(PilotJournal.words(answer)) }
    if crashesWhenSigned, case .signed = record {
      throw .journal(Self.crash)
    }
    return .appended
  }

  /// What a process says last.
  static let crash = "the process ended here"
}
