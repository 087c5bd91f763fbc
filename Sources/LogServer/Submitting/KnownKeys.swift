import Application
import Journal
import Keys
import Program
import Quantities

/// What the program makes of a key: whether it may upload, and how much.
struct KeyStanding: Hashable, Sendable {
  /// The longest blob of a key with a role: 1 MiB.
  static let limitBytes: Int64 = 1 << 20
  /// The longest of a key of committee or administrator, who publish statements of 100,000
  /// providers: 128 MiB.
  static let limitAuthorityBytes: Int64 = 128 << 20

  /// Whether it speaks for the program: committee or administrator.
  let isAuthority: Bool
  /// Whether it is a wallet that enrolled itself, of which anybody can make many.
  var isSelfMade = false

  /// The longest blob that such a key may put, where an entry does not name the length.
  var limitBytes: Int64 { isAuthority ? Self.limitAuthorityBytes : Self.limitBytes }
}

extension ProgramState {
  /// The prefix of the program's addresses.
  var accountPrefix: String? {
    guard let created, let decoded = try? Bech32.decode(created.administrator.bytes) else {
      return nil
    }
    return decoded.prefix
  }

  /// What a key is to the program; nil for a stranger, and for a key that was revoked.
  func standing(of id: KeyID, at time: Timestamp) -> KeyStanding? {
    guard let key = try? id.publicKey(), let text = PublicKeyText(id.text),
      keys.revocation(of: text) == nil
    else { return nil }
    if committee?.members.contains(text) == true { return KeyStanding(isAuthority: true) }
    if keys.isKnown(text) { return KeyStanding(isAuthority: false) }
    guard key.algorithm == .secp256k1, let prefix = accountPrefix,
      let account = try? key.accountAddress(prefix: prefix)
    else { return nil }
    if administrators.isAdministrator(account, at: time) { return KeyStanding(isAuthority: true) }
    guard roster.index(of: account) != nil else { return nil }
    return KeyStanding(isAuthority: false, isSelfMade: true)
  }

  /// The keys of the witnesses that the program names.
  var witnessKeys: [PublicKey] {
    witnesses.current?.witnesses.map(\.key) ?? []
  }
}
