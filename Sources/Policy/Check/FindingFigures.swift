public import Encoding
public import Quantities

/// The figures of a finding, in a fixed order: what an acceptance is bound to by their digest.
public struct FindingFigures: Hashable, Sendable {
  /// A figure and its name in JSON.
  public struct Entry: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The figure.
    public let value: FigureValue
  }

  /// The figures, in order.
  public private(set) var entries: [Entry] = []

  /// No figures yet.
  public init() {}

  /// Takes names and figures in order.
  public init(_ entries: KeyValuePairs<String, FigureValue>) {
    self.entries = entries.map { Entry(name: $0.key, value: $0.value) }
  }

  /// The figure of a name.
  public subscript(name: String) -> FigureValue? {
    entries.first { $0.name == name }?.value
  }

  /// Adds a figure at the end.
  public mutating func add(_ name: String, _ value: FigureValue) {
    entries.append(Entry(name: name, value: value))
  }

  /// Canonical JSON: the bytes whose SHA-256 an acceptance names.
  public var json: [UInt8] {
    var writer = JSONWriter()
    write(into: &writer)
    return writer.finish()
  }

  /// Writes the figures as an object.
  public func write(into writer: inout JSONWriter) {
    writer.beginObject()
    for entry in entries {
      writer.key(text: entry.name)
      entry.value.write(into: &writer)
    }
    writer.endObject()
  }
}

/// One figure; what it counts decides how people read it.
public enum FigureValue: Hashable, Sendable {
  /// Micro-units of a currency.
  case money(Int128, Currency)
  /// Parts per million.
  case ratio(Int128)
  /// Parts per million that people read to a hundredth of a percent.
  case share(Int128)
  /// A plain number.
  case count(Int128)
  /// A name or a list of names.
  case text(String)
  /// A moment.
  case time(Timestamp)
  /// Several of a kind, such as one for each line.
  case rows([FindingFigures])

  /// A plain number.
  static func count(_ number: Int) -> FigureValue { .count(Int128(number)) }
  /// A ratio.
  static func ratio(_ ratio: Ratio) -> FigureValue { .ratio(Int128(ratio.ppm)) }
  /// An amount of a currency.
  static func money(_ money: Money) -> FigureValue {
    .money(Int128(money.amount.micros), money.currency)
  }
  /// A name.
  static func label(_ label: Label) -> FigureValue { .text(label.text) }

  func write(into writer: inout JSONWriter) {
    switch self {
    case .money(let micros, _): writer.integer(micros)
    case .ratio(let ppm), .share(let ppm): writer.integer(ppm)
    case .count(let number): writer.integer(number)
    case .text(let text): writer.string(text)
    case .time(let time): writer.integer(time.seconds)
    case .rows(let rows):
      writer.beginArray()
      for row in rows { row.write(into: &writer) }
      writer.endArray()
    }
  }
}
