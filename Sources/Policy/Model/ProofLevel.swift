/// How well it is proven that a unit was there.
public enum ProofLevel: UInt8, Hashable, Comparable, Sendable, CaseIterable {
  /// The provider's own status says so.
  case reported = 0
  /// A workload that the observer itself placed answered.
  case leased = 1
  /// A fresh hardware challenge was answered in time.
  case challenged = 2

  /// Name in policies and statements.
  public var name: String {
    switch self {
    case .reported: "reported"
    case .leased: "leased"
    case .challenged: "challenged"
    }
  }

  /// Orders by strength.
  public static func < (left: ProofLevel, right: ProofLevel) -> Bool {
    left.rawValue < right.rawValue
  }
}
