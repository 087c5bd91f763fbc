public import Keys
public import Quantities

/// A key whose signature over an entry's payload was verified.
public struct Signer: Hashable, Sendable {
  /// The key.
  public let key: PublicKeyText
  /// The account that a wallet has with the key; nil for an Ed25519 key, which has none.
  public let account: Address?

  /// Joins a key and its account.
  public init(key: PublicKeyText, account: Address?) {
    self.key = key
    self.account = account
  }

  /// A verified key, and its account under the prefix of the program's addresses.
  public init(_ key: PublicKey, prefix: String) throws(AccountAddressError) {
    guard let text = PublicKeyText(key.text) else {
      preconditionFailure("A checked key is written in the one form of keys.")
    }
    self.key = text
    account = key.algorithm == .secp256k1 ? try key.accountAddress(prefix: prefix) : nil
  }
}

/// The keys whose signatures over one payload were verified, each once.
///
/// The signatures themselves are judged outside the fold; here it is only judged whether these keys
/// may speak for the author.
public struct Signers: Hashable, Sendable {
  /// In the order given, each key once.
  public let all: [Signer]

  /// Keeps each key once, so that nobody counts twice.
  public init(_ signers: some Sequence<Signer>) {
    var seen: Set<PublicKeyText> = []
    all = signers.filter { seen.insert($0.key).inserted }
  }
}
