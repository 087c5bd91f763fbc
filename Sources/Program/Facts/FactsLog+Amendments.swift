extension FactsLog {
  /// The amendments in a file's lines, so that the policies and catalogues that they name can be
  /// fetched before the lines are folded.
  ///
  /// Lines that cannot be read are passed over here; folding refuses them.
  public static func amendments(in bytes: [UInt8]) -> [ProgramAmended] {
    let name = Array("\"\(ProgramAmended.kind.rawValue)\"".utf8)
    var amendments: [ProgramAmended] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = rest[..<end]
      rest = rest[(end + 1)...]
      // The kind stands after the program's id, near the beginning of a payload.
      guard contains(name, line.prefix(256)), let read = try? FactsLine.read(line),
        let body = (try? Payload(bytes: read.payload))?.body as? ProgramAmended
      else { continue }
      amendments.append(body)
    }
    return amendments
  }

  private static func contains(_ text: [UInt8], _ line: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return true }
    var rest = line
    while let start = rest.firstIndex(of: first) {
      if rest[start...].starts(with: text) { return true }
      rest = rest[(start + 1)...]
    }
    return false
  }
}
