public import Quantities

/// How a line's payee came to be the one that is paid.
public enum PayeeNaming: Hashable, Sendable {
  /// The provider is paid itself.
  case provider
  /// The provider named another account.
  case named(at: Timestamp, signedByProvider: Bool)

  /// Why the payee is not paid at a time; nil where it may be.
  func obstacle(at now: Timestamp, coolingSeconds: Int64) -> UnpaidReason? {
    guard case .named(let time, let isSigned) = self else { return nil }
    guard isSigned else { return .payeeUnsigned }
    return now.seconds(since: time) < coolingSeconds ? .payeeCooling : nil
  }
}
