/// How a node answers.
public enum NodeBehaviour: Hashable, Sendable {
  /// As it should.
  case honest
  /// Knows no transaction by hash or by search.
  case withoutIndex
  /// So many blocks late.
  case behind(Int64)
  /// Says of every transaction that it is nowhere.
  case denying
  /// Says of every transaction sent to it that it stands in the next block, and passes it on to
  /// nobody.
  case claiming

  /// Reads `no-index`, `behind=N`, `denying`, `claiming`, `honest`.
  public init?(_ text: String) {
    switch text {
    case "honest": self = .honest
    case "no-index": self = .withoutIndex
    case "denying": self = .denying
    case "claiming": self = .claiming
    default:
      guard text.hasPrefix("behind="), let blocks = Int64(text.dropFirst(7)),
        (1...10_000).contains(blocks)
      else { return nil }
      self = .behind(blocks)
    }
  }

  /// How it is read.
  public var text: String {
    switch self {
    case .honest: "honest"
    case .withoutIndex: "no-index"
    case .behind(let blocks): "behind=\(blocks)"
    case .denying: "denying"
    case .claiming: "claiming"
    }
  }
}
