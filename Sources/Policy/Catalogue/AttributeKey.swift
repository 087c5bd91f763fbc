/// A provider attribute or a request's requirement that names a GPU.
///
/// Both orders of memory and interface occur on chain, with and without `capabilities/gpu/`, and
/// some providers copy Kubernetes labels, which have full stops for slashes.
struct AttributeKey: Hashable {
  var vendor = ""
  var model: String?
  var memory = ""
  var interface = ""
  /// The value after `=`, where one was given.
  var value: String?

  /// Reads a key; nil where the text is none.
  init?(_ text: String) {
    let trimmed = text.utf8.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\"") }
    let key = trimmed.prefix { !Self.endsKey($0) }
    let isLabel = !key.contains(UInt8(ascii: "/")) || key.starts(with: "akash.network/".utf8)
    let parts = key.split {
      $0 == UInt8(ascii: "/") || (isLabel && $0 == UInt8(ascii: "."))
    }.map { ASCIIText.string(ASCIIText.lowered($0)) }
    guard let start = parts.firstIndex(of: "vendor"), start + 1 < parts.count,
      parts[..<start].allSatisfy({ Self.isPrefix($0) })
    else { return nil }
    var position = start
    while position + 1 < parts.count {
      switch parts[position] {
      case "vendor": vendor = parts[position + 1]
      case "model": model = parts[position + 1]
      case "ram", "memory": memory = parts[position + 1]
      case "interface": interface = parts[position + 1]
      default: return nil
      }
      position += 2
    }
    guard position == parts.count else { return nil }
    let value = trimmed[key.endIndex...].filter { !Self.endsKey($0) }
    self.value = value.isEmpty ? nil : ASCIIText.string(ASCIIText.lowered(value))
  }

  private static func endsKey(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: " "), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      true
    default: false
    }
  }

  private static func isPrefix(_ part: String) -> Bool {
    part == "capabilities" || part == "gpu" || part == "akash" || part == "network"
  }
}
