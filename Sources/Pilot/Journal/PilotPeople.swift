import DevNet
import Evidence
import Keys
import Program
import Quantities
import Simulation

/// Everybody who signs, by keys that follow from their names or from the world's seed.
struct PilotPeople: Sendable {
  /// The log's key.
  let log = Invented.signer("network pilot log")
  /// The committee's members.
  let committee = (1...3).map { Invented.signer("network pilot committee \($0)") }
  /// How many of them must sign.
  let threshold = 2
  /// The observers.
  let observers: [SigningKey]
  /// The administrator's wallet.
  let administrator = Invented.wallet("network pilot administrator")
  private let owners: [Address: SigningKey]

  init(_ cast: PilotCast) {
    observers = (1...PilotCast.observers).map {
      Invented.signer("network pilot observer \($0)")
    }
    var owners: [Address: SigningKey] = [:]
    for person in cast.world.people where person.role == .owner {
      owners[person.address] = person.signer
    }
    self.owners = owners
  }

  /// The administrator's account.
  var administratorAddress: Address { Invented.address("network pilot administrator") }

  /// Who signs for an author.
  func signers(for author: Author) -> [SigningKey] {
    switch author {
    case .committee: Array(committee.prefix(threshold))
    case .account(administratorAddress): [administrator]
    case .account(let address): owners[address].map { [$0] } ?? []
    case .key(let key): observers.filter { $0.publicKey.bytes == key.bytes.bytes }
    }
  }

  /// A key as entries write it.
  static func text(_ key: SigningKey) -> PublicKeyText {
    guard let text = PublicKeyText(key.publicKey.text) else {
      preconditionFailure("A key's text is a key's text.")
    }
    return text
  }
}
