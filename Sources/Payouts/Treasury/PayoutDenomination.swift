/// The one denomination that is paid out, and why the others are not.
public enum PayoutDenomination {
  /// Why a denomination is refused.
  public enum Refusal: Error, Hashable, Sendable {
    /// The network's compute credit cannot be sent.
    case creditCannotBeSent
    /// Not the network's token.
    case unknown(String)
  }

  /// The denomination of all payouts.
  public static let uakt = "uakt"

  /// Throws for every denomination but uakt.
  public static func check(_ text: String) throws(Refusal) {
    if text.utf8.elementsEqual(uakt.utf8) { return }
    throw text.utf8.elementsEqual("uact".utf8) ? .creditCannotBeSent : .unknown(text)
  }
}

extension PayoutDenomination.Refusal: CustomStringConvertible {
  /// Why, in one sentence.
  public var description: String {
    switch self {
    case .creditCannotBeSent:
      "uact cannot be paid out: the network does not let it be sent, so the transaction would fail"
    case .unknown(let text): "payouts are in uakt, not in \(text)"
    }
  }
}
