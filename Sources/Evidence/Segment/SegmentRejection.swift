public import Encoding

/// Why a segment was refused, whole; one case per rule of `segments.md`. Rows count from 0.
public enum SegmentRejection: Error, Hashable, Sendable {
  /// The file is longer than 1 GiB.
  case fileTooLong(bytes: Int)
  /// No line end within the first 8 KiB.
  case headerUnterminated
  /// The header line is not strict JSON.
  case headerNotJSON(JSONError)
  /// A field of the header is missing, unknown, of the wrong kind or out of its range.
  case headerField(JSONFieldError)
  /// The header is not written in its one form: order of fields, white space, escapes.
  case headerNotCanonical
  /// The segment is of another type than the reader was asked for.
  case typeUnexpected(SegmentType)
  /// The start is no multiple of the slot.
  case startOffSlot(start: Int64, slotSeconds: Int64)
  /// The segment would end after the year 2200.
  case endOutOfBounds
  /// Sequence 0 names a previous segment, or a later one names none.
  case previousMismatch(sequence: UInt64)
  /// The directory does not hold exactly the type's tables in their order.
  case directoryWrong(position: Int)
  /// A table's length does not follow from its rows.
  case lengthWrong(SegmentTable, bytes: Int, expected: Int)
  /// A table's length is no whole number of rows.
  case rowCut(SegmentTable, bytes: Int, rowBytes: Int)
  /// The file ends inside a table.
  case bytesMissing(SegmentTable, missing: Int)
  /// Bytes follow the last table.
  case bytesLeftOver(Int)
  /// A JSON table is not strict JSON.
  case tableNotJSON(SegmentTable, JSONError)
  /// A JSON table holds something else than it should.
  case tableField(SegmentTable, JSONFieldError)
  /// A JSON table is not written in its one form.
  case tableNotCanonical(SegmentTable)
  /// An element of a JSON table stands there twice.
  case elementTwice(SegmentTable, row: Int)
  /// A number is outside its range.
  case numberOutOfRange(SegmentTable, row: Int, value: UInt64)
  /// A row stands before one that it should follow, or repeats it.
  case orderBroken(SegmentTable, row: Int)
  /// A run begins before the one that it follows has ended.
  case runsOverlap(SegmentTable, row: Int)
  /// A run ends where or before it begins.
  case runEmpty(SegmentTable, row: Int)
  /// A provider is both up and down in a slot.
  case bothBits(row: Int, slot: Int)
  /// A bit at or above the number of slots is set.
  case spareBit(SegmentTable, row: Int)
  /// A run without inventory counts devices.
  case nullCounted(row: Int)
}

extension SegmentRejection: CustomStringConvertible {
  /// The rule and its figures, as one fragment of a sentence.
  public var description: String {
    switch self {
    case .fileTooLong(let bytes): "\(bytes) bytes, more than \(SegmentHeader.limitFileBytes)"
    case .headerUnterminated:
      "header: no line end within \(SegmentHeader.limitHeaderBytes) bytes"
    case .headerNotJSON(let error): "header: \(error)"
    case .headerField(let error): "header: \(error)"
    case .headerNotCanonical: "header: not in its one form (order, white space or escapes)"
    case .typeUnexpected(let type): "a \(type.name) segment, where another type was expected"
    case .startOffSlot(let start, let slotSeconds):
      "header: start \(start) is no multiple of the slot of \(slotSeconds) s"
    case .endOutOfBounds: "header: the segment ends after the year 2200"
    case .previousMismatch(let sequence):
      sequence == 0
        ? "header: sequence 0 names a previous segment"
        : "header: sequence \(sequence) names no previous segment"
    case .directoryWrong(let position): "header: table \(position) is not the one expected there"
    case .lengthWrong(let table, let bytes, let expected):
      "\(table.rawValue): \(bytes) bytes instead of \(expected)"
    case .rowCut(let table, let bytes, let rowBytes):
      "\(table.rawValue): \(bytes) bytes are no whole number of rows of \(rowBytes)"
    case .bytesMissing(let table, let missing): "\(table.rawValue): \(missing) bytes missing"
    case .bytesLeftOver(let count): "\(count) bytes after the last table"
    case .tableNotJSON(let table, let error): "\(table.rawValue): \(error)"
    case .tableField(let table, let error): "\(table.rawValue): \(error)"
    case .tableNotCanonical(let table): "\(table.rawValue): not in its one form"
    case .elementTwice(let table, let row): "\(table.rawValue): element \(row) stands there twice"
    case .numberOutOfRange(let table, let row, let value):
      "\(table.rawValue): \(value) in row \(row) is out of range"
    case .orderBroken(let table, let row): "\(table.rawValue): row \(row) breaks the order"
    case .runsOverlap(let table, let row):
      "\(table.rawValue): row \(row) begins before the run before it has ended"
    case .runEmpty(let table, let row): "\(table.rawValue): row \(row) ends before it begins"
    case .bothBits(let row, let slot): "row \(row) is both up and down in slot \(slot)"
    case .spareBit(let table, let row):
      "\(table.rawValue): row \(row) has a bit above the last slot"
    case .nullCounted(let row): "inventory: row \(row) counts devices of an unknown inventory"
    }
  }
}
