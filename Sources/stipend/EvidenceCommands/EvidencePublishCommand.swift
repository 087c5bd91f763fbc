import Application
import ArgumentParser
import Evidence
import Keys
import Program
import Quantities

/// `stipend evidence publish`: an observer names segments by their digests.
struct EvidencePublishCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Names segments by digest in the log; the files follow by evidence deliver.",
    discussion: """
      While an epoch runs only digests are published, so that no observer copies another. Type, \
      times and number are read from the segment itself.

      Example: stipend evidence publish day-1.segment --key keys/observer.json --to \
      https://program.example/log
      Example: stipend evidence publish day-1.segment --key keys/observer.json --data var/program
      """)

  @OptionGroup var entering: EvidenceEntering

  func run() async throws {
    try await entering.enter("published") { segment in EvidencePublished(segment) }
  }
}

/// `stipend evidence deliver`: an observer hands over the files.
struct EvidenceDeliverCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deliver",
    abstract: "Hands over the files of published segments, and says so in the log.",
    discussion: """
      The files are kept, or uploaded, before the entries are logged. A freeze counts only what \
      was delivered before its segment's deadline.

      Example: stipend evidence deliver day-1.segment --key keys/observer.json --to \
      https://program.example/log
      Example: stipend evidence deliver day-1.segment --key keys/observer.json --data var/program
      """)

  @OptionGroup var entering: EvidenceEntering

  func run() async throws {
    try await entering.enter("delivered", withFiles: true) { segment in
      EvidenceDelivered(digest: Sha256.digest(of: segment.bytes))
    }
  }
}

/// Segments that an observer enters.
struct EvidenceEntering: ParsableArguments {
  @Argument(help: "The segments' files, uncompressed.")
  var files: [String]

  @OptionGroup var delivery: EntryDelivery
  @OptionGroup var place: ProgramPlaceOption
  @OptionGroup var clock: ClockOption

  @Flag(help: "Prints JSON.")
  var json = false

  /// Makes an entry of each segment, by its own observer, and hands them on.
  func enter(
    _ what: String, withFiles: Bool = false, _ body: (Segment) -> any EntryBody
  ) async throws {
    let segments = try files.map { try EvidenceShowCommand.segment($0) }
    let place = place.orLog(of: delivery.to)
    let reader = try place.read { $0 }
    guard var reader else {
      throw Ending(
        2, "entry-base-missing", "There is no program here for the entry to stand on.",
        "Name --data or --log.")
    }
    let state: ProgramState
    do {
      state = try reader.log().state
    } catch {
      throw ProgramWording.ending(error, in: place.folder)
    }
    let observers = Set(segments.map(\.header.observer))
    guard let observer = segments.first?.header.observer, observers.count == 1 else {
      throw Ending.unreadable(
        .optionConflict, "The segments are of several observers.", "Enter each observer's apart.")
    }
    let items = segments.map { segment in
      EntryDesk.Item(
        body: body(segment),
        file: "\(segment.header.type.name)-\(segment.header.sequence).\(what).json")
    }
    let desk = EntryDesk(
      delivery: delivery, place: place, now: try clock.now(), isClockSet: clock.text != nil)
    EntryReport.show(
      try await desk.deliver(
        items, by: try delivery.namedAuthor() ?? .key(observer), base: EntryBase(state),
        reader: reader, blobs: withFiles ? segments.map(\.bytes) : []),
      json: json)
  }
}
