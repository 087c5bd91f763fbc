import Encoding
import Evidence
import Testing

/// A segment taken apart, so that a test can put it together wrongly.
struct RawSegment {
  /// The header line up to its tables.
  var head: String
  var tables: [(name: String, bytes: [UInt8])]

  init(_ bytes: [UInt8]) throws {
    let end = try #require(bytes.firstIndex(of: UInt8(ascii: "\n")))
    let line = String(decoding: bytes[..<end], as: UTF8.self)
    let mark = try #require(line.firstRange(of: "\"tables\":"))
    head = String(line[..<mark.lowerBound])
    let value = try JSONReader.read(line, limitBytes: 10_000)
    var fields = try JSONNode(value).fields()
    tables = []
    var offset = end + 1
    for node in try fields.required("tables").array() {
      var entry = try node.fields()
      let name = try entry.required("name").string()
      let length = try entry.required("length").integer(Int.self)
      tables.append((name, Array(bytes[offset..<offset + length])))
      offset += length
    }
  }

  /// The file as it is now, its directory agreeing with its tables.
  var bytes: [UInt8] {
    let directory = tables.map { "{\"name\":\"\($0.name)\",\"length\":\($0.bytes.count)}" }
    let line = head + "\"tables\":[" + directory.joined(separator: ",") + "]}\n"
    return Array(line.utf8) + tables.flatMap(\.bytes)
  }

  /// Replaces a text of the header.
  func replacing(_ old: String, _ new: String) -> [UInt8] {
    var copy = self
    copy.head = copy.head.replacing(old, with: new)
    return copy.bytes
  }

  /// Replaces a table's bytes.
  func with(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    var copy = self
    for index in copy.tables.indices where copy.tables[index].name == name {
      copy.tables[index].bytes = bytes
    }
    return copy.bytes
  }

  /// Changes one byte of a table.
  func with(_ name: String, at position: Int, _ byte: UInt8) -> [UInt8] {
    var changed = tables.first { $0.name == name }?.bytes ?? []
    changed[position] = byte
    return with(name, changed)
  }
}
