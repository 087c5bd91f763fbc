import Application
import ArgumentParser
import Journal
import Keys

/// `stipend entry sign`: adds a signature to a draft or an envelope.
struct EntrySignCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Shows what a draft says, signs it, and writes the envelope.",
    discussion: """
      Needs nothing but the file and the key, so that the machine may be on no network. Several \
      people sign copies of the same draft, and entry combine puts the copies together; or one \
      signs what the other has signed.

      Example: stipend entry sign draft.json --key keys/member-1.json --out signed-1.json
      """)

  @Argument(help: "The draft or envelope.")
  var file: String

  @Option(help: "The key file that signs.")
  var key: String

  @OptionGroup var passphrase: PassphraseOptions

  @Option(help: "The file for the envelope.")
  var out: String

  @Option(help: "How addresses of the network begin.")
  var prefix = "akash"

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    try Files.keepApart(input: file, out: out)
    var paper = try EntryWording.paper(file, prefix: prefix)
    let key = try passphrase.open(key)
    try EntryWording.of(file) { () throws(EntryPaperRefusal) in try paper.sign(key) }
    if !json {
      EntryWording.show(
        paper, texts: EntryWording.texts(paper, beside: file, MemoryBlobs()))
    }
    try EntryReport.write(paper, to: out, from: file, json: json)
  }
}

/// `stipend entry combine`: puts signatures over the same entry together.
struct EntryCombineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "combine",
    abstract: "Puts the signatures of several copies of one entry into one envelope.",
    discussion: """
      Copies of different entries are refused: drafting again makes another entry.

      Example: stipend entry combine signed-1.json signed-2.json --out entry.json
      """)

  @Argument(help: "The copies, each signed by somebody.")
  var files: [String]

  @Option(help: "The file for the envelope.")
  var out: String

  @Option(help: "How addresses of the network begin.")
  var prefix = "akash"

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    guard let first = files.first else {
      throw Ending.unreadable(.usage, "No copies are named.", "Name at least two.")
    }
    var paper = try EntryWording.paper(first, prefix: prefix)
    for file in files.dropFirst() {
      let other = try EntryWording.paper(file, prefix: prefix)
      try EntryWording.of(file) { () throws(EntryPaperRefusal) in try paper.combine(other) }
    }
    _ = try EntryWording.of(first) { () throws(EntryPaperRefusal) in try paper.envelope() }
    try EntryReport.write(paper, to: out, from: first, json: json)
  }
}
