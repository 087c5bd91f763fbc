/// What kind of value a key holds or should hold; the raw value is its name in messages.
public enum PolicyShape: String, Hashable, Sendable, CaseIterable {
  case nothing
  case truth = "true or false"
  case number = "a whole number"
  case text = "a text"
  case list = "a list"
  case map = "a mapping"
}
