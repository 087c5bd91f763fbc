import Encoding

/// A segment's bytes with its header read and its tables found; their contents are not yet checked.
struct SegmentFile: Sendable {
  let bytes: [UInt8]
  let header: SegmentHeader
  /// The offset of each table, in the order of the type's layout, and of the end.
  private let offsets: [Int]
  private let layout: [TableLayout]
  /// The rows of each group of tables.
  private let groupRows: [Int]

  /// Reads the header and checks every length against it and the file.
  init(_ bytes: [UInt8], _ type: SegmentType) throws(SegmentRejection) {
    guard bytes.count <= SegmentHeader.limitFileBytes else {
      throw .fileTooLong(bytes: bytes.count)
    }
    let line: ArraySlice<UInt8>
    var cursor = ByteCursor(bytes)
    do {
      line = try cursor.take(
        upTo: UInt8(ascii: "\n"), limit: SegmentHeader.limitHeaderBytes - 1)
    } catch { throw .headerUnterminated }
    let (header, lengths) = try SegmentHeader.read(Array(line))
    guard header.type == type else { throw .typeUnexpected(header.type) }
    self.bytes = bytes
    self.header = header
    layout = TableLayout.tables(of: type)
    groupRows = try Self.groupRows(layout, lengths, header)
    var offsets = [cursor.position]
    for (position, length) in lengths.enumerated() {
      let end = offsets[position] + length
      guard end <= bytes.count else {
        throw .bytesMissing(layout[position].table, missing: end - bytes.count)
      }
      offsets.append(end)
    }
    self.offsets = offsets
    guard offsets[lengths.count] == bytes.count else {
      throw .bytesLeftOver(bytes.count - offsets[lengths.count])
    }
  }

  private static func groupRows(
    _ layout: [TableLayout], _ lengths: [Int], _ header: SegmentHeader
  ) throws(SegmentRejection) -> [Int] {
    var rows: [Int] = []
    for (entry, length) in zip(layout, lengths) {
      let width: Int
      let group: Int
      switch entry.width {
      case .json: continue
      case .fixed(let bytes, let ofGroup): (width, group) = (bytes, ofGroup)
      case .plane(let ofGroup): (width, group) = (header.planeRowBytes, ofGroup)
      }
      if group == rows.count {
        guard length % width == 0 else {
          throw .rowCut(entry.table, bytes: length, rowBytes: width)
        }
        rows.append(length / width)
      } else if length != rows[group] * width {
        throw .lengthWrong(entry.table, bytes: length, expected: rows[group] * width)
      }
    }
    return rows
  }

  /// The number of rows of a group of tables.
  func rows(group: Int) -> Int { groupRows[group] }

  /// The offset of a table's first byte.
  func offset(_ table: SegmentTable) -> Int { offsets[position(table)] }

  /// The bytes of a JSON table.
  func json(_ table: SegmentTable) -> [UInt8] {
    let position = position(table)
    return Array(bytes[offsets[position]..<offsets[position + 1]])
  }

  private func position(_ table: SegmentTable) -> Int {
    guard let position = layout.firstIndex(where: { $0.table == table }) else {
      preconditionFailure("A table that is read belongs to the segment's type.")
    }
    return position
  }
}

// Bounds are checked by the loads; the tables' lengths were checked against the file before.
extension RawSpan {
  func u16(_ offset: Int) -> UInt16 {
    unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self).littleEndian
  }

  func u32(_ offset: Int) -> UInt32 {
    unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self).littleEndian
  }

  func u64(_ offset: Int) -> UInt64 {
    unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
  }

  func u8(_ offset: Int) -> UInt8 {
    unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self)
  }

  /// Sixteen bytes as one big-endian number, which orders as the bytes do.
  func bytes16(_ offset: Int) -> UInt128 {
    unsafeLoadUnaligned(fromByteOffset: offset, as: UInt128.self).bigEndian
  }
}
