import Encoding
public import Quantities

/// One line of the raw answers' index: when who was asked what, and which bytes came.
public struct RawRecord: Hashable, Sendable {
  /// When the answer was there.
  public let at: Timestamp
  /// The provider's number in the roster.
  public let provider: UInt32
  /// What was asked, by its number in the order of `ProviderQuestion`.
  public let question: UInt32
  /// The SHA-256 of the answer's body.
  public let digest: Digest
  /// Where the compressed body begins in the pack beside this index; nil where it lies elsewhere
  /// under the same digest, or was dropped.
  public let offset: UInt64?
  /// The bytes of the compressed body; 0 where it is not here.
  public let length: UInt32

  /// The bytes of a record: 8 + 4 + 4 + 8 + 4 and a digest.
  public static let bytes = 60
  /// What stands for "not here".
  private static let nowhere = UInt64.max

  /// Takes every field as it is.
  public init(
    at: Timestamp, provider: UInt32, question: UInt32, digest: Digest, offset: UInt64?,
    length: UInt32
  ) {
    self.at = at
    self.provider = provider
    self.question = question
    self.digest = digest
    self.offset = offset
    self.length = length
  }

  func write(to writer: inout ByteWriter) {
    writer.u64(UInt64(at.seconds))
    writer.u32(provider)
    writer.u32(length)
    writer.u64(offset ?? Self.nowhere)
    writer.u32(question)
    writer.write(digest.bytes)
  }

  /// Reads the records of an index; what is left of one that was cut off is passed over.
  public static func records(_ index: [UInt8]) -> [RawRecord] {
    var cursor = ByteCursor(index)
    var records: [RawRecord] = []
    while let record = try? RawRecord(&cursor) { records.append(record) }
    return records
  }

  private init(_ cursor: inout ByteCursor) throws {
    at = try Timestamp(seconds: Int64(clamping: try cursor.u64()))
    provider = try cursor.u32()
    length = try cursor.u32()
    let offset = try cursor.u64()
    self.offset = offset == Self.nowhere ? nil : offset
    question = try cursor.u32()
    digest = try Digest(bytes: try cursor.take(32))
  }
}
