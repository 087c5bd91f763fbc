import Encoding
import Quantities

/// Writes a payload's one spelling.
enum PayloadWriter {
  static func bytes(
    _ header: PayloadHeader, _ kind: KindName, body: (inout JSONWriter) -> Void
  ) -> [UInt8] {
    var writer = JSONWriter(reserving: 768)
    writer.beginObject()
    writer.field("v", 1)
    writer.key("program")
    if let program = header.program { writer.digest(program) } else { writer.string("") }
    writer.field("kind", kind.text)
    writer.field("at", header.at.seconds)
    writer.key("author")
    writer.author(header.author)
    writer.key("nonce")
    writer.nonce(header.nonce)
    writer.field("basis", header.basis)
    writer.field("critical", header.critical)
    writer.field("demonstration", header.demonstration)
    writer.key("body")
    writer.beginObject()
    body(&writer)
    writer.endObject()
    writer.endObject()
    return writer.finish()
  }
}
