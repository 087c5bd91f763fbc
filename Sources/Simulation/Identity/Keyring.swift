public import Keys
public import Program
import Quantities

/// The secrets of everybody in a simulated program, which follow from their names.
public struct Keyring: Sendable {
  private var wallets: [Address: SigningKey] = [:]
  private var observers: [Author: SigningKey] = [:]
  private var committee: [SigningKey] = []
  /// The log's key.
  public let log = Invented.signer("log")
  /// The witnesses' keys, as entry 0 names them.
  public let witnesses = [Invented.signer("witness one"), Invented.signer("witness two")]

  /// Nobody yet.
  public init() {}

  /// Adds the members who sign for the committee; as many as its threshold will do.
  mutating func add(committee names: [String]) {
    committee = names.map { Invented.signer("committee " + $0) }
  }

  /// Adds a wallet.
  mutating func add(wallet name: String) {
    wallets[Invented.address(name)] = Invented.wallet(name)
  }

  /// Adds an observer.
  mutating func add(observer name: String) {
    observers[.key(Invented.observer(name))] = Invented.signer("observer " + name)
  }

  /// Who signs for an author; a script lets only those write whom it made up.
  public func signers(for author: Author) -> [SigningKey] {
    switch author {
    case .committee: return committee
    case .account(let address):
      guard let key = wallets[address] else {
        preconditionFailure("Nobody has the key of \(address).")
      }
      return [key]
    case .key:
      guard let key = observers[author] else {
        preconditionFailure("Nobody has the key of \(author).")
      }
      return [key]
    }
  }
}
