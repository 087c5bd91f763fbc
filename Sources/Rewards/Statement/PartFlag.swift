/// What a reader should see beside a part; it changes no amount by itself.
public enum PartFlag: String, Hashable, Sendable, CaseIterable {
  /// A lease or bid of the provider asks more than the guidance (O-33).
  case priceAboveGuidance = "price-above-guidance"
  /// A price in uakt could not be compared, because the epoch has no price.
  case priceUnknown = "price-unknown"
  /// The committee set a rule aside for this claim.
  case exceptionAllowed = "exception-allowed"
}
