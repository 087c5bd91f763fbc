public import Quantities

/// What the committee can stop at once.
public enum HaltedPart: String, Hashable, Sendable, CaseIterable {
  /// Paying out.
  case payouts
  /// Taking in what providers write.
  case admissions
}

/// What is stopped now.
public struct HaltBook: Hashable, Sendable {
  /// One halt.
  public struct Halt: Hashable, Sendable {
    /// Why, in a word.
    public let reason: Label
    /// Since when.
    public let from: Timestamp
    /// The line that says so.
    public let line: Int
  }

  private var halts: [HaltedPart: Halt] = [:]

  /// The halt of a part, if it is stopped.
  public func halt(of part: HaltedPart) -> Halt? { halts.isEmpty ? nil : halts[part] }

  mutating func stop(_ part: HaltedPart, _ halt: Halt) { halts[part] = halt }

  mutating func resume(_ part: HaltedPart) { halts[part] = nil }
}
