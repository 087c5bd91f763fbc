import Encoding
public import Program
import Quantities

/// What an entry's bytes say, field by field, read from nothing but the bytes.
public enum EntryInWords {
  /// One field: its name, and what it holds.
  public struct Line: Hashable, Sendable {
    /// The field.
    public let name: String
    /// What it says, with its unit.
    public let value: String
  }

  /// One clause about the kind; unknown kinds say that nobody here can judge them.
  public static func summary(of payload: Payload) -> String {
    EntryKind(payload.kind)?.summary ?? "a kind that this release does not know"
  }

  /// What surrounds the body.
  public static func header(of payload: Payload) -> [Line] {
    let header = payload.header
    return [
      Line(name: "kind", value: payload.kind.text),
      Line(name: "program", value: header.program?.hex ?? "the one that this entry makes"),
      Line(name: "author", value: header.author.text),
      Line(name: "at", value: "\(header.at.text), by the author's clock"),
      Line(name: "basis", value: "\(header.basis) entries seen"),
      Line(name: "critical", value: header.critical ? "yes" : "no"),
      Line(name: "demonstration", value: header.demonstration ? "yes" : "no"),
    ]
  }

  /// The body, every member of it.
  public static func body(of payload: Payload) -> [Line] {
    guard
      let tree = try? JSONReader.read(
        payload.bytes, limitBytes: Payload.limitBytes, limitDepth: 8),
      let body = tree["body"]
    else { return [] }
    guard let kind = EntryKind(payload.kind) else { return [raw("body", body)] }
    return kind.fields.map { field in
      let value = field.path.reduce(Optional(body)) { $0?[$1] } ?? .null
      guard let words = EntryFieldText.words(value, field.form) else {
        return raw(field.name, value)
      }
      return Line(name: field.name, value: words)
    }
  }

  /// The texts that it names, as far as their blobs are at hand: what people wrote, by
  /// field, with every sign that is in it.
  public static func texts(of payload: Payload, in blobs: any BlobStore) -> [Line] {
    guard let kind = EntryKind(payload.kind),
      let tree = try? JSONReader.read(
        payload.bytes, limitBytes: Payload.limitBytes, limitDepth: 8),
      let body = tree["body"]
    else { return [] }
    return kind.fields.compactMap { field in
      guard case .text = field.form, case .string(let hex)? = body[field.name],
        let digest = try? Digest(hex: hex), let blob = try? blobs.get(digest, lengthBytes: nil),
        let text = SaltedText.text(blob)
      else { return nil }
      return Line(name: field.name, value: String(decoding: text, as: UTF8.self))
    }
  }

  /// A value as JSON in ASCII, so that no sign of another's choosing reaches a terminal.
  private static func raw(_ name: String, _ value: JSONValue) -> Line {
    var writer = JSONWriter()
    writer.value(value)
    let text = String(decoding: writer.finish(), as: UTF8.self)
    return Line(
      name: name,
      value: String(text.unicodeScalars.map { $0.isASCII ? Character($0) : "?" }))
  }
}
