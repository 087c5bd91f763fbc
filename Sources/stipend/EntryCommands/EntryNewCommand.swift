import Application
import ArgumentParser
import Program
import Quantities

/// `stipend entry new`: drafts an entry of any kind.
struct EntryNewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract:
      "Drafts an entry, says what admission would refuse, and signs it where a key is named.",
    discussion: """
      Without a key the draft goes to --out, for entry sign. With one it is signed, and then: to \
      --out; to a server with --to; else into the journal of --data, whose log's key is needed \
      too. On a machine that has no copy of the program, --program and --basis say what it \
      stands on.

      Example: stipend entry new note.added/1 --set topic=thanks --set text=@note.txt \
      --author committee --data var/pilot-1 --out draft.json
      Example: stipend entry new payee.set/1 --set provider=@keys/wallet.json --set payee=akash1… \
      --key keys/wallet.json --to https://program.example/log
      """)

  @Argument(help: "The kind; stipend entry kinds lists them.")
  var kind: String

  @OptionGroup var fields: EntryFields
  @OptionGroup var delivery: EntryDelivery
  @OptionGroup var place: ProgramPlaceOption
  @OptionGroup var clock: ClockOption

  @Option(help: "The program's id, where no copy of the program is at hand.")
  var program: String?

  @Option(help: "How many entries the author has seen, with --program.")
  var basis = 0

  @Flag(help: "The program is a demonstration, with --program.")
  var demonstration = false

  @Flag(help: "Drafts what admission would refuse now, too.")
  var anyway = false

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let kind = try EntryKindsCommand.kind(kind)
    let (body, blobs) = try fields.read(kind, prefix: delivery.prefix)
    let author = try delivery.authorOrSigner()
    guard let author else {
      throw Ending(
        2, "entry-author-missing", "Nobody is named who says it.",
        "Name --author, or one --key.")
    }
    let place = place.orLog(of: delivery.to)
    let desk = EntryDesk(
      delivery: delivery, place: place, now: try clock.now(), isClockSet: clock.text != nil,
      isAnyway: anyway)
    let item = EntryDesk.Item(body: body, file: "draft.json")
    if let base = try statedBase() {
      return EntryReport.show(
        try await desk.deliver([item], by: author, base: base, reader: nil, blobs: blobs),
        json: json)
    }
    let reader = try place.read { $0 }
    guard var reader else {
      throw Ending(
        2, "entry-base-missing", "There is no program here for the entry to stand on.",
        "Name --data or --log; or --program and --basis, as stipend program show prints them.")
    }
    let base: EntryBase
    do {
      base = EntryBase(try reader.log().state)
    } catch {
      throw ProgramWording.ending(error, in: place.folder)
    }
    EntryReport.show(
      try await desk.deliver([item], by: author, base: base, reader: reader, blobs: blobs),
      json: json)
  }

  private func statedBase() throws -> EntryBase? {
    guard let program else { return nil }
    guard let id = try? Digest(hex: program), basis >= 0 else {
      throw Ending.unreadable(
        .optionValue, "--program \(program.prefix(80)) or --basis \(basis) is out of form.",
        "An id has 64 lower-case hexadecimal digits, a basis is 0 or more.")
    }
    return EntryBase(program: id, basis: basis, isDemonstration: demonstration)
  }
}
