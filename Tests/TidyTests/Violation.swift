/// A place that breaks a rule of the house.
struct Violation: Hashable, CustomStringConvertible {
  let path: String
  /// From 1; 0 for the file as a whole.
  let line: Int
  let rule: String

  var description: String { "\(path):\(line): \(rule)" }
}
