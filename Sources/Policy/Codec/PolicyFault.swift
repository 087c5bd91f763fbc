public import Encoding
public import Quantities

/// What can be wrong with a policy document, one case per rule.
public enum PolicyFault: Hashable, Sendable {
  /// The bytes are not strict JSON.
  case json(JSONError)
  /// The JSON is not in canonical form, first at this byte.
  case notCanonical(offset: Int)
  /// A required key is absent.
  case missing
  /// No such key here.
  case unknownKey(nearest: String?)
  /// The key occurs twice in one mapping.
  case duplicateKey
  /// The value is of another kind.
  case wrongKind(expected: PolicyShape, found: PolicyShape)
  /// The text is not in the form of its kind.
  case malformed(PolicyQuantity)
  /// The value lies outside the kind's bounds.
  case outOfBounds(PolicyQuantity)
  /// A whole number lies outside the key's bounds.
  case notWithin(lowest: Int64, highest: Int64)
  /// More decimals than can be held exactly.
  case tooFine(PolicyQuantity, decimals: Int)
  /// A number of money without its currency.
  case missingCurrency
  /// A currency other than USD, AKT and uakt.
  case unknownCurrency(String)
  /// Another currency than the key or the pool counts in.
  case wrongCurrency(expected: Currency, found: Currency)
  /// Money below zero.
  case negative
  /// A share or threshold above the whole.
  case aboveWhole
  /// A duration with months where a fixed length is needed.
  case notFixedLength
  /// The value is not one of those known.
  case notOneOf([String], nearest: String?)
  /// A list is longer than the limit.
  case tooMany(limit: Int)
  /// A text is longer than the limit.
  case tooLong(limitBytes: Int)
  /// A version of the format or of the rules that this program does not know.
  case unsupportedVersion(known: Int)
  /// Something that a later version of the rules brought.
  case needsRules(Int)
  /// A span ends before it starts.
  case endsBeforeStart
  /// A pool states neither an amount nor a share from which one follows.
  case noAmount
  /// The network's compute credit as the denomination of payouts.
  case creditCannotBeSent
  /// A baseline's factor that does not belong to its rule.
  case baselineFactor
}

/// The kinds of value that a policy writes as text; the raw value is the name in messages.
public enum PolicyQuantity: String, Hashable, Sendable, CaseIterable {
  case money, price, ratio, time, date, duration, label, digest
  case classPattern = "class pattern"
}
