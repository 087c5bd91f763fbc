/// Which tile of a log (C2SP tlog-tiles): what it holds, its index, and how many it holds.
public struct TileAddress: Hashable, Sendable {
  /// Hashes or entries of a full tile.
  public static let fullWidth = 256
  /// The highest level; a tree of fewer than 2^63 leaves has none above.
  public static let limitLevel = 7
  /// The highest index, of a tree with fewer than 2^63 leaves.
  public static let limitIndex = Int.max >> 8

  /// What a tile holds.
  public enum Content: Hashable, Sendable {
    /// Hashes: at level 0 of leaves, above of full tiles one level below.
    case hashes(level: Int)
    /// The leaves themselves.
    case entries
  }

  /// What it holds.
  public let content: Content
  /// Its index among its like, from 0.
  public let index: Int
  /// How many it holds, 1…256; below 256 the tile is partial.
  public let width: Int

  /// Joins the parts, which must be within their bounds.
  public init(_ content: Content, index: Int, width: Int = fullWidth) {
    precondition(
      Self.isWithin(content, index: index, width: width), "A tile's address is within bounds.")
    self.content = content
    self.index = index
    self.width = width
  }

  private static func isWithin(_ content: Content, index: Int, width: Int) -> Bool {
    if case .hashes(let level) = content, level < 0 || level > limitLevel { return false }
    return index >= 0 && index <= limitIndex && width >= 1 && width <= fullWidth
  }

  /// Whether the tile is full.
  public var isFull: Bool { width == Self.fullWidth }

  /// The same tile when full.
  public var full: TileAddress { TileAddress(content, index: index) }
}

extension TileAddress {
  /// The path below the log's prefix, such as `tile/0/x001/234.p/56`.
  public var path: String {
    let kind =
      switch content {
      case .hashes(let level): "\(level)"
      case .entries: "entries"
      }
    var elements: [String] = []
    var rest = index
    repeat {
      let digits = String(rest % 1_000)
      let padded = String(repeating: "0", count: 3 - digits.count) + digits
      elements.append(elements.isEmpty ? padded : "x" + padded)
      rest /= 1_000
    } while rest > 0
    let number = elements.reversed().joined(separator: "/")
    return "tile/\(kind)/\(number)" + (isFull ? "" : ".p/\(width)")
  }

  /// Reads a path; each tile has exactly one.
  public init(path: String) throws(TileRefusal) {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map { Array($0) }
    guard path.utf8.count <= 64, parts.count >= 3, parts[0] == Array("tile".utf8) else {
      throw .path
    }
    var elements = parts[2...]
    var width = Self.fullWidth
    let partial = Array(".p".utf8)
    if elements.count > 1, let stem = elements.dropLast().last, stem.suffix(2) == partial[...] {
      guard let last = elements.last, let number = Self.decimal(last), number < Self.fullWidth
      else { throw .path }
      width = number
      elements = elements.dropLast(2) + [Array(stem.dropLast(2))]
    }
    var index = 0
    for (position, element) in elements.enumerated() {
      let isLast = position == elements.count - 1
      let digits = isLast ? element[...] : element.dropFirst()
      guard isLast || element.first == UInt8(ascii: "x"), digits.count == 3,
        digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }),
        index <= Self.limitIndex / 1_000
      else { throw .path }
      for digit in digits { index = index * 10 + Int(digit - UInt8(ascii: "0")) }
    }
    let content: Content
    if parts[1] == Array("entries".utf8) {
      content = .entries
    } else {
      guard let level = Self.decimal(parts[1]) else { throw .path }
      content = .hashes(level: level)
    }
    guard Self.isWithin(content, index: index, width: width) else { throw .path }
    self.init(content, index: index, width: width)
    guard self.path.utf8.elementsEqual(path.utf8) else { throw .path }
  }

  private static func decimal(_ digits: [UInt8]) -> Int? {
    guard (1...3).contains(digits.count),
      digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
    else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }
}

extension TileAddress: CustomStringConvertible {
  /// The same as `path`.
  public var description: String { path }
}
