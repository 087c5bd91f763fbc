/// An id held as ASCII bytes and compared by them; Swift's string equality would be Unicode's.
public protocol ASCIIIdentifier: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The most bytes accepted.
  static var limitBytes: Int { get }
  /// What a refusal calls it.
  static var kind: QuantityKind { get }
  /// Whether the byte may occur.
  static func accepts(_ byte: UInt8) -> Bool
  /// The ASCII bytes, never empty.
  var bytes: [UInt8] { get }
  /// Wraps bytes that have been checked.
  init(checkedBytes: [UInt8], _ proof: ASCIICheck)
}

/// Proof that bytes went through an identifier's checks; only this room can make one.
public struct ASCIICheck: Sendable {
  @usableFromInline
  init() {}
}

extension ASCIIIdentifier {
  /// Accepts 1 to `limitBytes` bytes of the id's alphabet; throws `malformed` or `outOfBounds`.
  ///
  /// Inlinable, because statements and facts are read by the hundred thousand ids.
  @inlinable
  public init(bytes: some Collection<UInt8>) throws(QuantityError) {
    guard !bytes.isEmpty else { throw .malformed(Self.kind) }
    guard bytes.count <= Self.limitBytes else { throw .outOfBounds(Self.kind) }
    // A copy first: a plain array is walked several times faster than a collection of any kind.
    let copy = Array(bytes)
    for byte in copy where !Self.accepts(byte) { throw .malformed(Self.kind) }
    self.init(checkedBytes: copy, ASCIICheck())
  }

  /// Accepts 1 to `limitBytes` characters of the id's alphabet.
  public init(_ text: String) throws(QuantityError) {
    // Facts hold some five ids a line: over an array the check is several times faster.
    var text = text
    let bytes = text.withUTF8 { Array($0) }
    guard !bytes.isEmpty else { throw .malformed(Self.kind) }
    guard bytes.count <= Self.limitBytes else { throw .outOfBounds(Self.kind) }
    for byte in bytes where !Self.accepts(byte) { throw .malformed(Self.kind) }
    self.init(checkedBytes: bytes, ASCIICheck())
  }

  /// Hashes the bytes at once; an array's own hash takes them one by one.
  public func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    hasher.combine(bytes.count)
  }

  /// The id as a string, for printing and writing only.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The same as `text`.
  public var description: String { text }

  /// Orders by bytes.
  public static func < (left: Self, right: Self) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
