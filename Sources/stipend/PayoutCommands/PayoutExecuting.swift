import Application
import BlobFiles
import CosmosTx
import Foundation
import Paying
import Payouts
import Policy
import Program
import Quantities

/// Runs the payout machine for a command: its nodes, its journal and its signed bytes.
struct PayoutExecuting {
  let data: DataOption
  let clock: ClockOption
  let delivery: EntryDelivery

  /// The executor of a treasury's wallet; the account's number is the undecided batch's.
  func executor(
    _ open: OpenTreasury, _ nodes: PaymentNodes, accountNumber: UInt64
  ) throws -> PayoutExecutor {
    let account: WalletAccount
    do {
      account = WalletAccount(
        address: try AccountAddress(open.wallet.address),
        chainID: try ChainID(open.wallet.chain.text), number: accountNumber,
        key: .multisig(open.treasury.group))
    } catch {
      throw TreasuryEnding.ending(.keys(open.wallet.address), in: open.folder)
    }
    let store = FileSignedBytesStore(
      folder: "\(open.folder)/signed", mark: "\(ProcessInfo.processInfo.processIdentifier)",
      on: PosixFileSystem())
    var entering = delivery
    entering.out = nil
    let journal = EnteredPayouts(
      open.reader, EpochEntering(delivery: entering, data: data, clock: clock))
    return PayoutExecutor(
      wallet: account, rule: open.treasury.machineRule,
      ports: PayingPorts(
        journal: journal, store: store, nodes: nodes.nodes, clock: CommandClock(present: nodes.now),
        note: { note in if let line = Self.line(note) { Terminal.complain(line) } }),
      pauseSeconds: 6)
  }

  /// What is told while it works; nothing of any key stands in it.
  private static func line(_ note: PayingNote) -> String? {
    switch note {
    case .waitsForSignatures(let signBytes): "waits for signatures of \(signBytes)"
    case .recorded: nil
    case .recordRefused(_, let why): "the journal does not take what was seen: \(why)"
    case .stored(let transaction): "stored \(transaction)"
    case .sent(let transaction, let node, let outcome): "sent \(transaction) to \(node): \(outcome)"
    case .nodeFailed(let node, let failure): "node \(node): \(failure)"
    case .blockUnread(let node, let failure): "node \(node): \(failure)"
    case .refused(let refusal): "refused: \(refusal)"
    case .alarm(let alarm): "ALARM: \(alarm)"
    }
  }
}
