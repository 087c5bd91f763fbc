import Encoding
import Policy

/// The JSON tables of segments: devices as seen, and names of price sources.
enum DescriptorTable {
  /// The most elements of a JSON table.
  static let limitElements = 4_096
  /// The most bytes of one reported text.
  static let limitTextBytes = 256
  /// The most bytes of a JSON table.
  static let limitTableBytes = 8 << 20

  /// The descriptors of a segment, each once.
  static func read(_ file: SegmentFile) throws(SegmentRejection) -> [DeviceDescriptor] {
    let bytes = file.json(.descriptors)
    let value = try json(bytes, .descriptors)
    let descriptors: [DeviceDescriptor]
    do {
      descriptors = try JSONNode(value).array(limit: limitElements) {
        node throws(JSONFieldError) in
        var fields = try node.fields()
        let descriptor = DeviceDescriptor(
          vendor: try fields.required("vendor").string(limitBytes: limitTextBytes),
          name: try fields.required("name").string(limitBytes: limitTextBytes),
          modelID: try fields.required("id").string(limitBytes: limitTextBytes),
          interface: try fields.required("interface").string(limitBytes: limitTextBytes),
          memorySize: try fields.required("memory").string(limitBytes: limitTextBytes))
        try fields.finish()
        return descriptor
      }
    } catch { throw .tableField(.descriptors, error) }
    guard encoded(descriptors) == bytes else { throw .tableNotCanonical(.descriptors) }
    try refuseTwice(descriptors.map(\.orderKey), .descriptors)
    return descriptors
  }

  /// The one form of the table.
  static func encoded(_ descriptors: [DeviceDescriptor]) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginArray()
    for descriptor in descriptors {
      writer.object { writer in
        writer.field("vendor", descriptor.vendor)
        writer.field("name", descriptor.name)
        writer.field("id", descriptor.modelID)
        writer.field("interface", descriptor.interface)
        writer.field("memory", descriptor.memorySize)
      }
    }
    writer.endArray()
    return writer.finish()
  }

  static func json(
    _ bytes: [UInt8], _ table: SegmentTable
  ) throws(SegmentRejection) -> JSONValue {
    do {
      return try JSONReader.read(bytes, limitBytes: limitTableBytes, limitDepth: 3)
    } catch { throw .tableNotJSON(table, error) }
  }

  static func refuseTwice(
    _ keys: [[UInt8]], _ table: SegmentTable
  ) throws(SegmentRejection) {
    var seen: Set<[UInt8]> = []
    for (row, key) in keys.enumerated() where !seen.insert(key).inserted {
      throw .elementTwice(table, row: row)
    }
  }
}

extension DeviceDescriptor {
  /// The five texts' bytes, joined by a byte that UTF-8 never has: equal and ordered by bytes.
  var orderKey: [UInt8] {
    var key: [UInt8] = []
    for text in [vendor, name, modelID, interface, memorySize] {
      key.append(contentsOf: text.utf8)
      key.append(0xFF)
    }
    return key
  }
}
