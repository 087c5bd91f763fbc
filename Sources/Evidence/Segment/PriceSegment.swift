import Encoding
public import Quantities

/// A checked `price` segment: samples of the AKT price from named sources.
public struct PriceSegment: Sendable {
  let file: SegmentFile
  /// The names of the sources, each once.
  public let sources: [Label]
  /// The number of samples.
  public let rowCount: Int

  private let at: Int
  private let source: Int
  private let low: Int
  private let high: Int

  /// Reads and checks a whole file; its digest is the caller's to check.
  public init(bytes: [UInt8]) throws(SegmentRejection) {
    file = try SegmentFile(bytes, .price)
    sources = try Self.readSources(file)
    rowCount = file.rows(group: 0)
    at = file.offset(.at)
    source = file.offset(.source)
    low = file.offset(.low)
    high = file.offset(.high)
    try check()
  }

  /// The first line.
  public var header: SegmentHeader { file.header }

  /// The file's bytes.
  public var bytes: [UInt8] { file.bytes }

  /// One sample.
  public func row(_ index: Int) -> PriceRow {
    precondition(index >= 0 && index < rowCount, "A row belongs to its segment.")
    let bytes = file.bytes.span.bytes
    do {
      return PriceRow(
        at: bytes.u32(at + 4 * index), source: bytes.u16(source + 2 * index),
        price: try Price18(scaled: scaled(bytes, index)))
    } catch {
      preconditionFailure("A segment's prices were checked when it was read.")
    }
  }

  private func scaled(_ bytes: RawSpan, _ index: Int) -> UInt128 {
    UInt128(bytes.u64(high + 8 * index)) << 64 | UInt128(bytes.u64(low + 8 * index))
  }

  private func check() throws(SegmentRejection) {
    let bytes = file.bytes.span.bytes
    var previous: (UInt32, UInt16)?
    for index in 0..<rowCount {
      let key = (bytes.u32(at + 4 * index), bytes.u16(source + 2 * index))
      guard Int64(key.0) < header.lengthSeconds else {
        throw .numberOutOfRange(.at, row: index, value: UInt64(key.0))
      }
      guard key.1 < sources.count else {
        throw .numberOutOfRange(.source, row: index, value: UInt64(key.1))
      }
      let scaled = scaled(bytes, index)
      guard scaled > 0, scaled <= Price18.limitScaled else {
        throw .numberOutOfRange(
          scaled == 0 ? .low : .high, row: index, value: UInt64(truncatingIfNeeded: scaled >> 64))
      }
      if let previous, previous >= key { throw .orderBroken(.at, row: index) }
      previous = key
    }
  }

  private static func readSources(_ file: SegmentFile) throws(SegmentRejection) -> [Label] {
    let bytes = file.json(.sources)
    let value = try DescriptorTable.json(bytes, .sources)
    let sources: [Label]
    do {
      sources = try JSONNode(value).array(limit: DescriptorTable.limitElements) {
        node throws(JSONFieldError) in
        try node.parse { text throws(QuantityError) in try Label(text) }
      }
    } catch { throw .tableField(.sources, error) }
    guard encoded(sources) == bytes else { throw .tableNotCanonical(.sources) }
    try DescriptorTable.refuseTwice(sources.map(\.bytes), .sources)
    return sources
  }

  /// The one form of the table.
  static func encoded(_ sources: [Label]) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginArray()
    for source in sources { writer.string(source.text) }
    writer.endArray()
    return writer.finish()
  }
}

/// One sample of the price.
public struct PriceRow: Hashable, Sendable {
  /// Seconds after the segment's start.
  public var at: UInt32
  /// The position among the segment's sources.
  public var source: UInt16
  /// Dollars per AKT.
  public var price: Price18

  /// Takes every field as it is.
  public init(at: UInt32, source: UInt16, price: Price18) {
    self.at = at
    self.source = source
    self.price = price
  }
}
