import Payouts
import Policy

public import Quantities

extension WalletOpened {
  /// The account.
  public var addresses: [Address] { [address] }

  /// The members.
  public var keys: [PublicKeyText] { members }

  /// The committee: whoever holds the money is not chosen by whoever asks for payments.
  public func authority(in state: ProgramState) -> Authority { .committee }

  /// Refuses a second wallet, and a key that the network has not.
  public func check(in state: ProgramState, of frame: EntryFrame) throws(Rejection) {
    _ = try state.requireTreasury()
    if let wallet = state.treasury.wallet { throw .treasury(.walletTaken(line: wallet.line)) }
    guard threshold >= 1, threshold <= members.count, Set(members).count == members.count,
      members.allSatisfy({ $0.text.hasPrefix("secp256k1:") })
    else { throw .treasury(.walletKeys) }
  }

  /// Opens it, empty.
  public func apply(to state: inout ProgramState, of frame: EntryFrame) {
    state.treasury.wallet = .init(body: self, line: frame.line, admittedAt: frame.admittedAt)
    let rule = state.rules.policy.treasury ?? .standard
    state.treasury.payouts = PayoutBook(rule: rule.machine(on: chain))
  }
}
