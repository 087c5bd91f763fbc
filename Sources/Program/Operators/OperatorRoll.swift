public import Quantities

/// Who appends to the log and signs its checkpoints, one after the other.
public struct OperatorRoll: Hashable, Sendable {
  /// The notice of a succession while the operator is there: 7 days.
  public static let noticeSeconds: Int64 = 7 * 86_400
  /// The dead-man deadline: after 30 days without a line the operator is absent.
  public static let absenceSeconds: Int64 = 30 * 86_400

  /// One operator.
  public struct Term: Hashable, Sendable {
    /// The name under which it signs checkpoints.
    public let origin: String
    /// The key with which it signs them.
    public let key: PublicKeyText
    /// The line that put it in place; it signs every checkpoint whose tree holds that line.
    public let line: Int
  }

  /// A succession whose time has not come.
  public struct Announced: Hashable, Sendable {
    /// The name under which checkpoints will be signed.
    public let origin: String
    /// The key with which they will be.
    public let key: PublicKeyText
    /// The first line that is admitted then, or later, puts it in place.
    public let from: Timestamp
  }

  /// All operators in log order.
  public private(set) var terms: [Term] = []
  /// The one that follows at a time to come; nil where none is announced.
  public private(set) var announced: Announced?

  /// Whoever signs now; nil before line 1.
  public var current: Term? { terms.last }

  /// Whoever signs the checkpoint of a tree of that size; nil for the empty tree.
  public func term(ofSize size: Int) -> Term? { terms.last { $0.line <= size } }

  /// Whose key signs a tree that ends with a line admitted at a second.
  public func successor(at time: Timestamp) -> Announced? {
    announced.flatMap { $0.from <= time ? $0 : nil }
  }

  /// The key that would sign a tree whose last line is admitted at a second.
  func key(at time: Timestamp) -> PublicKeyText? { successor(at: time)?.key ?? current?.key }

  mutating func succeed(origin: String, key: PublicKeyText, line: Int) {
    terms.append(Term(origin: origin, key: key, line: line))
    announced = nil
  }

  /// A later announcement takes the place of one whose time has not come.
  mutating func announce(_ next: Announced) { announced = next }

  /// Puts the announced operator in place with the first line of its time.
  mutating func begin(at time: Timestamp, line: Int) {
    guard let next = successor(at: time) else { return }
    succeed(origin: next.origin, key: next.key, line: line)
  }

  /// A key that was revoked takes no place.
  mutating func revoke(_ key: PublicKeyText) {
    if announced?.key == key { announced = nil }
  }
}
