import Application
import CosmosTx
import Paying
import Payouts
import Program
import Quantities

/// The payout machine's journal: the folder's own, written as the administrator.
actor EnteredPayouts: PayoutJournal {
  private let entering: EpochEntering
  private var reader: ProgramReader

  /// Reads a folder; entries go where the delivery says.
  init(_ reader: ProgramReader, _ entering: EpochEntering) {
    self.reader = reader
    self.entering = entering
  }

  func records(from position: Int) throws(PayingFailure) -> [PayoutRecord] {
    do {
      try reader.refresh()
    } catch {
      throw .journal(ProgramWording.ending(error, in: entering.data.folder).text)
    }
    return Array(PayoutEntries.records(reader).dropFirst(position))
  }

  func unsigned(_ signBytes: Digest) throws(PayingFailure) -> Transaction? {
    do {
      let state = try reader.log().state
      guard let plan = state.treasury.prepared[signBytes]?.body.plan else { return nil }
      return try PayoutTransaction(try GatherDue(reader).plan(plan)).transaction
    } catch {
      // Without its plan a payment is recognised by its own bytes alone.
      return nil
    }
  }

  func append(_ record: PayoutRecord) async throws(PayingFailure) -> PayoutAppendAnswer {
    guard let body = PayoutEntries.entry(of: record) else {
      return .refused("a batch is entered with its plan, by payout prepare")
    }
    guard !entering.delivery.key.isEmpty else {
      return .refused("nobody signs what was seen; name the administrator's key with --key")
    }
    let item = EntryDesk.Item(body: body, file: "payout.json")
    do {
      _ = try await entering.enter([item], reader)
      return .appended
    } catch let ending as Ending {
      guard ending.exit == 1 else { throw .journal(ending.text) }
      return .refused(ending.text)
    } catch {
      throw .journal("\(error)")
    }
  }
}
