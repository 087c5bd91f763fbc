/// What a refused text or number was meant to be.
public enum QuantityKind: String, Hashable, Sendable, CaseIterable {
  case amount, money, currency, price, ratio, timestamp, date, duration, span, digest, address
  case label
}
