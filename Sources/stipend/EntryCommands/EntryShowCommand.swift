import Application
import ArgumentParser
import Encoding
import Journal
import Program
import Quantities

/// `stipend entry show`: what a draft or an envelope says, read from its bytes.
struct EntryShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract:
      "Says in words what a draft or an envelope says, and what admission would do with it.",
    discussion: """
      Read it before you sign. Every field is told from the bytes that are signed, and texts from \
      the files beside the draft (DRAFT.blobs) or the program's; signatures are verified. With a \
      program at hand it exits with 1 where admission would refuse the entry.

      Example: stipend entry show draft.json
      Example: stipend entry show draft.json --log https://program.example/log --json
      """)

  @Argument(help: "The draft or envelope.")
  var file: String

  @OptionGroup var place: ProgramPlaceOption
  @OptionGroup var clock: ClockOption

  @Option(help: "How addresses of the network begin.")
  var prefix = "akash"

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let paper = try EntryWording.paper(file, prefix: prefix)
    let now = try clock.now()
    var texts = EntryWording.texts(paper, beside: file, MemoryBlobs())
    let judged = try place.read { reader -> (Rejection?, Int?) in
      texts = EntryWording.texts(paper, beside: file, reader.blobs)
      var reader = reader
      let state = try reader.log().state
      var preview = EntryPreview(state, blobs: reader.blobs, isSigned: place.isSigned)
      let needed = preview.signaturesNeeded(paper.payload)
      guard state.line(of: paper.payload.digest) == nil else { return (nil, needed) }
      let refusal = try EntryWording.of { () throws(EntryPaperRefusal) in
        try preview.refusal(of: paper, now: now)
      }
      return (refusal, needed)
    }
    if json {
      Terminal.write(document(paper, judged))
    } else {
      EntryWording.show(paper, texts: texts)
      if let judged {
        let missing = (judged.1 ?? 1) - paper.signatures.count
        if missing > 0 { print("  \(missing) more must sign") }
        if let rejection = judged.0 {
          print("  \(Terminal.red("✗")) \(EntryWording.ending(rejection).text)")
        } else {
          print("  \(Terminal.green("✓")) admission would take what it says")
        }
      }
    }
    guard judged?.0 == nil else { throw Ending.reported }
  }

  private func document(_ paper: EntryPaper, _ judged: (Rejection?, Int?)?) -> [UInt8] {
    let payload = paper.payload
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("entry", payload.digest.hex)
      writer.field("kind", payload.kind.text)
      writer.field("says", EntryInWords.summary(of: payload))
      for (name, lines) in [
        ("body", EntryInWords.body(of: payload)), ("header", EntryInWords.header(of: payload)),
      ] {
        writer.key(text: name)
        writer.beginObject()
        for line in lines {
          writer.key(text: line.name)
          writer.string(line.value)
        }
        writer.endObject()
      }
      writer.array("signers", paper.signatures) { $0.string($1.signer.text) }
      if let judged {
        if let needed = judged.1 { writer.field("signaturesNeeded", needed) }
        writer.key("refusal")
        if let rejection = judged.0 {
          writer.object { writer in
            writer.field("code", rejection.rule.rawValue)
            writer.field("message", rejection.wording.what)
            writer.field("advice", rejection.wording.advice)
          }
        } else {
          writer.null()
        }
      }
    }
    return writer.finish() + [10]
  }
}
