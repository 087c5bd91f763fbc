public import Evidence
public import Quantities

/// Who says that an entry is theirs; whether they may write it is decided at admission.
public enum Author: Hashable, Sendable {
  /// The program's committee.
  case committee
  /// A network account: the administrator or a provider.
  case account(Address)
  /// An Ed25519 key: an observer.
  case key(ObserverKey)

  /// Reads `committee`, `ed25519:` with 64 hexadecimal digits, or an address; nil otherwise.
  public init?(_ text: String) {
    if text.utf8.elementsEqual("committee".utf8) {
      self = .committee
    } else if let key = ObserverKey(text) {
      self = .key(key)
    } else if let address = try? Address(text) {
      self = .account(address)
    } else {
      return nil
    }
  }

  /// As it is written.
  public var text: String {
    switch self {
    case .committee: "committee"
    case .account(let address): address.text
    case .key(let key): key.text
    }
  }
}

extension Author: CustomStringConvertible {
  /// The same as `text`.
  public var description: String { text }
}
