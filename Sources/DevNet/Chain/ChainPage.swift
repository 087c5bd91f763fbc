import Encoding

/// What of a list is asked for, and the list's piece with the key of what follows.
struct ChainPage {
  /// How much a page has where nobody says.
  static let usualLimit = 100
  /// The most that a page has.
  static let limit = 1_000

  private let question: ChainQuestion
  private let start: Int
  private let count: Int
  private let isReversed: Bool
  private let countsTotal: Bool

  /// Reads `pagination.{key,offset,limit,count_total,reverse}`.
  init(_ question: ChainQuestion) throws(ChainError) {
    self.question = question
    let limit = try Self.number(question["pagination.limit"], "pagination.limit")
    count = min(limit == 0 ? Self.usualLimit : limit, Self.limit)
    let offset = try Self.number(question["pagination.offset"], "pagination.offset")
    isReversed = question["pagination.reverse"] == "true"
    countsTotal = question["pagination.count_total"] == "true"
    if let key = question["pagination.key"] {
      guard offset == 0 else {
        throw .invalid("invalid request, either offset or key is expected, got both")
      }
      guard let bytes = try? Base64.bytes(key), bytes.count == 8 else {
        throw .invalid("invalid pagination key")
      }
      let number = bytes.dropFirst().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      start = Int(number >> 1)
    } else {
      start = offset
    }
  }

  private static func number(_ text: String?, _ name: String) throws(ChainError) -> Int {
    guard let text else { return 0 }
    guard let number = Int(text), number >= 0, number < 1 << 40 else {
      throw .invalid("\(name) is no number")
    }
    return number
  }

  /// A page of a list whose entries are computed as they are reached.
  ///
  /// Positions are those of the unfiltered list, as the chain's keys are, so that a filter is to be
  /// sent again with each page; market lists count only the page.
  func answer(
    _ name: String, count total: Int, countsPage: Bool = false, _ entry: (Int) -> JSONValue?
  ) -> JSONValue {
    var entries: [JSONValue] = []
    var position = start
    while position < total, entries.count < count {
      if let value = entry(isReversed ? total - 1 - position : position) { entries.append(value) }
      position += 1
    }
    // The next key names something that is there, or is null.
    while position < total, entry(isReversed ? total - 1 - position : position) == nil {
      position += 1
    }
    let next: JSONValue = position < total ? .string(Self.key(position)) : .null
    let shown = countsPage ? entries.count : countsTotal ? total : 0
    return .members([
      name: .array(entries),
      "pagination": .members(["next_key": next, "total": .text(shown)]),
    ])
  }

  /// A position in seven bytes behind one that makes its text begin with `+`: whoever does not
  /// escape it asks for something else.
  private static func key(_ position: Int) -> String {
    let number = UInt64(position) << 1 | 1
    return Base64.text(
      [0xFB] + (0..<7).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
  }
}
