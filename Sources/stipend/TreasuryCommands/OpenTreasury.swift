import Application
import CosmosTx
import Journal
import Keys
import Payouts
import Policy
import Program
import Quantities
import StoreSQLite

/// A program whose journal knows a wallet, opened by a command.
struct OpenTreasury {
  let folder: String
  let reader: ProgramReader
  let treasury: ProgramTreasury

  var state: ProgramState { treasury.state }
  var wallet: WalletOpened { treasury.wallet }

  /// Reads the folder's program; ends where it has no treasury.
  init(_ data: DataOption) throws {
    var reader = try data.open()
    folder = data.folder
    let state = try Self.state(&reader, data.folder)
    self.reader = reader
    do {
      treasury = try ProgramTreasury(state)
    } catch {
      throw TreasuryEnding.ending(error, in: data.folder)
    }
  }

  static func state(_ reader: inout ProgramReader, _ folder: String) throws -> ProgramState {
    do {
      return try reader.log().state
    } catch {
      throw ProgramWording.ending(error, in: folder)
    }
  }

  /// Everything due, with what was paid of it.
  func lines() throws -> [DueLine] {
    var gather = GatherDue(reader)
    return try TreasuryEnding.due { () throws(DueFailure) in
      try gather.lines(treasury.history, wallet: wallet.address)
    }
  }

  /// A plan that an entry names.
  func plan(_ digest: Digest) throws -> PayoutPlan {
    let gather = GatherDue(reader)
    return try TreasuryEnding.due { () throws(DueFailure) in try gather.plan(digest) }
  }

  /// What a batch is made from now.
  func input(
    now: Timestamp, price: Price18?, walletUakt: Int64, screening: ScreeningList
  ) throws -> BatchInput {
    BatchInput(
      lines: try lines(), rule: treasury.batchRule, time: now, price: price,
      walletUakt: walletUakt, paceUakt: treasury.paceUakt(at: now), screening: screening,
      isHalted: state.halts.halt(of: .payouts) != nil)
  }

  /// What the entries say that the wallet holds.
  var walletUakt: Int64 { Int64(clamping: state.treasury.walletUakt) }

  /// The journal's size and root.
  func head() throws -> (size: Int, root: Digest) {
    let store = try DataFolder.journal(folder, for: .reading)
    do {
      if let checkpoint = try store.newestCheckpoint() {
        let head = try SignedCheckpoint(bytes: checkpoint.note).checkpoint.head
        return (Int(head.size), head.root)
      }
    } catch let failure as JournalStoreFailure {
      throw ServerWording.ending(failure, folder)
    } catch {
      throw Ending.refused(
        .journalRefused, "\(folder): the journal's checkpoint cannot be read: \(error).",
        "stipend doctor says more.")
    }
    throw Ending(
      2, "journal-missing", "\(folder) is no data folder with a journal.",
      "Payouts are made from a journal; stipend journal init begins one.")
  }
}
