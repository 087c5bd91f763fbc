public import CosmosTx
public import Payouts

/// Why a signed transaction was not taken in.
public enum SubmissionRefusal: Error, Hashable, Sendable {
  /// Its signatures are not good for the wallet's account.
  case signing(SigningRefusal)
  /// Another account signs it.
  case anotherWallet
  /// It is no payment that waits for signatures.
  case payout(PayoutRefusal)

  /// The code that `errors.md` lists.
  public var code: String {
    switch self {
    case .signing(let refusal): refusal.code
    case .anotherWallet: "paying-another-wallet"
    case .payout: "paying-refused"
    }
  }
}

extension SubmissionRefusal: CustomStringConvertible {
  /// The rule in words.
  public var description: String {
    switch self {
    case .signing(let refusal): "\(refusal)"
    case .anotherWallet: "another account than the program's wallet signs it"
    case .payout(let refusal): "\(refusal)"
    }
  }
}
