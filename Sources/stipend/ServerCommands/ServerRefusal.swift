import Encoding

/// What a server says of a request that it did not take up; shown, and trusted in nothing.
struct ServerRefusal {
  let code: String
  let message: String
  let advice: String

  /// Nil for anything else; control characters are taken out, so that none reaches a terminal.
  init?(_ json: [UInt8]) {
    guard let value = try? JSONReader.read(json, limitBytes: 64 * 1_024),
      var fields = try? JSONNode(value).fields(),
      let code = try? fields.required("code").string(limitBytes: 64),
      let message = try? fields.required("message").string(limitBytes: 1_024),
      let advice = try? fields.required("advice").string(limitBytes: 1_024)
    else { return nil }
    self.code = Self.plain(code)
    var text = Self.plain(message)
    let missing = (try? fields.optional("missing")?.array(limit: 64)) ?? []
    let names = missing.compactMap { try? $0.string(limitBytes: 64) }.map(Self.plain)
    if !names.isEmpty { text += " Missing: \(names.joined(separator: ", "))." }
    self.message = text
    self.advice = Self.plain(advice)
  }

  private static func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }))
  }
}
