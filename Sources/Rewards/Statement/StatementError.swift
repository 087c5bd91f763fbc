/// Why bytes are not a statement, one case per rule.
public enum StatementError: Error, Hashable, Sendable {
  /// The bytes do not have the one form that statements are written in.
  case malformed(offset: Int, Expected)
  /// A number lies outside its bounds.
  case outOfBounds(offset: Int, String)
  /// A version of the format that this release does not know.
  case unknownFormat(Int)
  /// A list is not in its order, or has something twice.
  case notAscending(offset: Int, String)
  /// A line's amounts do not add up.
  case unbalancedLine(offset: Int)
  /// The pot does not add up (law 1).
  case unbalancedPot
  /// The root is not that of the lines.
  case rootMismatch

  /// What should stand where something else does.
  public enum Expected: Hashable, Sendable {
    /// Exactly these characters.
    case text(String)
    /// A whole number.
    case integer
    /// A whole number of at most 128 bits, as a string.
    case decimalString
    /// An id or name of this kind.
    case identifier(String)
    /// 64 hexadecimal digits.
    case digest
    /// The end of the file.
    case end
  }
}

extension StatementError: CustomStringConvertible {
  /// What is wrong, where, and what to do, in one sentence.
  public var description: String {
    switch self {
    case .malformed(let offset, let expected): "byte \(offset): expected \(expected)"
    case .outOfBounds(let offset, let name): "byte \(offset): \(name) is out of bounds"
    case .unknownFormat(let version):
      "statement format \(version) is not known to this release; use one that has it"
    case .notAscending(let offset, let name):
      "byte \(offset): \(name) are not in ascending order, each once"
    case .unbalancedLine(let offset): "byte \(offset): the line's amounts do not add up"
    case .unbalancedPot: "the pot does not add up: base + carried in = earned + unallocated"
    case .rootMismatch: "the root is not that of the lines; get the file again"
    }
  }
}

extension StatementError.Expected: CustomStringConvertible {
  /// The expectation in words.
  public var description: String {
    switch self {
    case .text(let text): "`\(text)`"
    case .integer: "a whole number"
    case .decimalString: "a whole number as a string"
    case .identifier(let name): "a \(name)"
    case .digest: "64 hexadecimal digits"
    case .end: "the end of the file"
    }
  }
}
