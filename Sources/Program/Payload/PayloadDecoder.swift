import Encoding
import Quantities

/// Reads a payload strictly: known fields only, all present, in their one spelling.
enum PayloadDecoder {
  struct Decoded {
    let header: PayloadHeader
    let kind: KindName
    let body: (any EntryBody)?
  }

  static func decode(_ bytes: [UInt8]) throws(Rejection) -> Decoded {
    let tree: JSONValue
    do {
      tree = try JSONReader.read(
        bytes, limitBytes: Payload.limitBytes, limitDepth: Payload.limitDepth)
    } catch {
      throw .payloadJSON(error)
    }
    let parts: Parts
    do {
      parts = try self.parts(of: tree)
    } catch {
      throw .payloadField(error)
    }
    guard parts.version == 1 else { throw .payloadVersion(parts.version) }
    let body = try body(of: parts)
    try requireSpelling(bytes, parts, body)
    return Decoded(header: parts.header, kind: parts.kind, body: body)
  }

  private struct Parts {
    let version: Int64
    let header: PayloadHeader
    let kind: KindName
    let body: JSONNode
  }

  private static func parts(of tree: JSONValue) throws(JSONFieldError) -> Parts {
    var fields = try JSONNode(tree).fields()
    let version = try fields.required("v").integer(Int64.self)
    let program = try fields.required("program").digestOrEmpty()
    let kind = try fields.required("kind").kindName()
    let header = PayloadHeader(
      program: program, at: try fields.required("at").timestamp(),
      author: try fields.required("author").author(), nonce: try fields.required("nonce").nonce(),
      basis: try fields.required("basis").whole(to: Int(Int32.max)),
      critical: try fields.required("critical").bool(),
      demonstration: try fields.required("demonstration").bool())
    let body = try fields.required("body")
    try fields.finish()
    return Parts(version: version, header: header, kind: kind, body: body)
  }

  private static func body(of parts: Parts) throws(Rejection) -> (any EntryBody)? {
    guard let kind = EntryKind(parts.kind) else {
      guard !parts.header.critical else { throw .kindUnknown(parts.kind) }
      guard case .object = parts.body.value else {
        let fault = JSONFieldFault.wrongKind(expected: .object, found: parts.body.value.kind)
        throw .bodyField(parts.kind, parts.body.error(fault))
      }
      return nil
    }
    do {
      var fields = try parts.body.fields()
      let body = try kind.bodyType.init(from: &fields)
      try fields.finish()
      return body
    } catch {
      throw .bodyField(parts.kind, error)
    }
  }

  /// Refuses any other order, white space or escape than the one that the writer gives.
  private static func requireSpelling(
    _ bytes: [UInt8], _ parts: Parts, _ body: (any EntryBody)?
  ) throws(Rejection) {
    let spelling = PayloadWriter.bytes(parts.header, parts.kind) { writer in
      if let body {
        body.write(to: &writer)
      } else if case .object(let members) = parts.body.value {
        for member in members {
          writer.key(text: member.key)
          writer.value(member.value)
        }
      }
    }
    guard spelling != bytes else { return }
    let offset = zip(spelling, bytes).enumerated().first { $1.0 != $1.1 }?.offset
    throw .payloadSpelling(offset: offset ?? min(spelling.count, bytes.count))
  }
}
