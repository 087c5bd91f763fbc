import Encoding
import Quantities

extension GPUCatalogue {
  /// The most bytes that a catalogue may have.
  public static let limitBytes = 4_194_304
  /// The most classes.
  public static let limitClasses = 10_000

  /// Reads the strict JSON described in `docs/reference/catalogue.md`.
  public static func decode(_ bytes: [UInt8]) throws(CatalogueError) -> GPUCatalogue {
    let value: JSONValue
    do {
      value = try JSONReader.read(bytes, limitBytes: limitBytes)
    } catch {
      throw .json(error)
    }
    let parts: (version: Int, revision: Label, sources: [CatalogueSource], rows: [ClassRow])
    do {
      parts = try decode(JSONNode(value))
    } catch {
      throw .field(error)
    }
    guard parts.version == 1 else { throw .versionUnknown(parts.version) }
    for row in parts.rows where row.entry.gpuClass.text != row.written {
      throw .partsDiffer(row.entry.gpuClass, written: row.written)
    }
    return try GPUCatalogue(
      revision: parts.revision, sources: parts.sources, entries: parts.rows.map(\.entry))
  }

  private struct ClassRow {
    let written: String
    let entry: CatalogueEntry
  }

  private static func decode(
    _ node: JSONNode
  ) throws(JSONFieldError) -> (Int, Label, [CatalogueSource], [ClassRow]) {
    var fields = try node.fields()
    let version = try fields.required("catalogue").integer(Int.self)
    let revision = try fields.required("revision").parse(Label.init(_:))
    let sources = try fields.required("sources").array(limit: 1_000, of: source)
    let rows = try fields.required("classes").array(limit: limitClasses, of: row)
    try fields.finish()
    return (version, revision, sources, rows)
  }

  private static func source(_ node: JSONNode) throws(JSONFieldError) -> CatalogueSource {
    var fields = try node.fields()
    let source = CatalogueSource(
      id: try ascii(fields.required("id"), limitBytes: 16),
      title: try ascii(fields.required("title"), limitBytes: 200),
      location: try ascii(fields.required("where"), limitBytes: 300))
    try fields.finish()
    return source
  }

  private static func row(_ node: JSONNode) throws(JSONFieldError) -> ClassRow {
    var fields = try node.fields()
    let written = try fields.required("class").string(limitBytes: 220)
    let gpuClass = GPUClass(
      vendor: try fields.required("vendor").parse(Label.init(_:)),
      model: try fields.required("model").parse(Label.init(_:)),
      memoryGB: try fields.required("memoryGB").integer(in: 1...4_096),
      interface: try fields.required("interface").parse(Label.init(_:)))
    let entry = CatalogueEntry(
      gpuClass: gpuClass,
      name: try ascii(fields.required("name"), limitBytes: 100),
      announced: try claim(fields.required("announced"), kind: .announced),
      available: try claim(fields.required("available"), kind: .available),
      otherDates: try fields.required("otherDates").array(limit: 16, of: otherDate),
      aliases: try fields.required("aliases").array(limit: 64) {
        node throws(JSONFieldError) in try ascii(node, limitBytes: 100)
      },
      deviceIdentifiers: try fields.required("pci").array(limit: 64, of: identifier),
      reportedMemoryMiB: try memoryRange(fields.required("reportedMemoryMiB")),
      notes: try fields.optionalOrNull("notes").map {
        node throws(JSONFieldError) in try ascii(node, limitBytes: 500)
      })
    try fields.finish()
    return ClassRow(written: written, entry: entry)
  }

  private static func claim(
    _ node: JSONNode, kind: EligibilityRule.DateKind
  ) throws(JSONFieldError) -> DateClaim? {
    guard !node.isNull else { return nil }
    var fields = try node.fields()
    let claim = DateClaim(
      kind: kind, date: try date(fields.required("date")),
      source: try ascii(fields.required("source"), limitBytes: 64))
    try fields.finish()
    return claim
  }

  private static func otherDate(_ node: JSONNode) throws(JSONFieldError) -> DateClaim {
    var fields = try node.fields()
    let kindNode = try fields.required("kind")
    let word = try kindNode.string(limitBytes: 16)
    let kind = EligibilityRule.DateKind(rawValue: word)
    guard kind != nil || word == "record" else {
      throw kindNode.error(.refused("a kind is announced, available or record"))
    }
    let claim = DateClaim(
      kind: kind, date: try date(fields.required("date")),
      source: try ascii(fields.required("source"), limitBytes: 64))
    try fields.finish()
    return claim
  }

  private static func date(_ node: JSONNode) throws(JSONFieldError) -> CatalogueDate {
    guard let date = CatalogueDate(try node.string(limitBytes: 10)) else {
      throw node.error(.refused("a date is a day, month, quarter or year, such as 2024-Q2"))
    }
    return date
  }

  private static func identifier(_ node: JSONNode) throws(JSONFieldError) -> DeviceIdentifier {
    let text = try node.string(limitBytes: 4)
    guard let identifier = DeviceIdentifier(text), identifier.text == text else {
      throw node.error(.refused("a device id is four lower-case hexadecimal digits"))
    }
    return identifier
  }

  private static func memoryRange(
    _ node: JSONNode
  ) throws(JSONFieldError) -> ClosedRange<UInt64>? {
    guard !node.isNull else { return nil }
    let bounds = try node.array(limit: 2) { node throws(JSONFieldError) in
      try node.integer(in: 1...ReportedMemory.limitMiB)
    }
    guard bounds.count == 2, bounds[0] <= bounds[1] else {
      throw node.error(.refused("a range is its lowest and its highest amount"))
    }
    return bounds[0]...bounds[1]
  }

  private static func ascii(_ node: JSONNode, limitBytes: Int) throws(JSONFieldError) -> String {
    let text = try node.string(limitBytes: limitBytes)
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) else {
      throw node.error(.refused("printable ASCII is asked for"))
    }
    return text
  }
}
