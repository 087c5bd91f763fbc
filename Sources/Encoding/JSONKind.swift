/// The kinds of JSON value.
public enum JSONKind: String, Hashable, Sendable, CaseIterable {
  case null, bool, integer, string, array, object
}
