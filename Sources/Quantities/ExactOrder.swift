/// The outcome of an exact comparison.
public enum ExactOrder: Hashable, Sendable {
  case less, equal, greater
}
