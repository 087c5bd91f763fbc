/// The currencies that obligations are counted in; the raw value is the name in files.
public enum Currency: String, Hashable, Sendable, CaseIterable, Comparable {
  /// United States dollars, counted in micro-dollars.
  case usd
  /// The network's token, counted in its own millionth.
  case uakt

  /// Orders by position in the list of cases.
  public static func < (left: Currency, right: Currency) -> Bool {
    left == .usd && right == .uakt
  }
}
