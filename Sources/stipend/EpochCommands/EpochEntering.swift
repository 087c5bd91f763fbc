import Application
import ArgumentParser
import Encoding
import Program
import Quantities

/// Takes what was computed into the folder's journal, or leaves it as drafts; a folder of facts
/// needs neither.
struct EpochEntering {
  let delivery: EntryDelivery
  let data: DataOption
  let clock: ClockOption

  /// Whether the folder holds a journal.
  var isJournal: Bool { DataFolder.isJournal(data.folder) }

  /// Refuses options that say nothing of a folder of facts.
  func check() throws {
    guard !isJournal else { return }
    guard delivery.key.isEmpty, delivery.out == nil, delivery.to == nil, delivery.author == nil
    else {
      throw Ending.unreadable(
        .optionConflict, "\(data.folder) holds facts, which nobody signs.",
        "Leave --key, --author, --out and --to out, or name a journal's folder.")
    }
  }

  /// Drafts the entries, and signs and logs them where keys are named.
  ///
  /// Without `--author` it is the administrator in force who says so.
  func enter(
    _ items: [EntryDesk.Item], _ reader: ProgramReader, blobs: [[UInt8]] = []
  ) async throws -> [EntryDesk.Outcome] {
    var reader = reader
    let now = try clock.now()
    let state: ProgramState
    do {
      // A server may have logged entries since the folder was read.
      try reader.refresh()
      state = try reader.log().state
    } catch {
      throw ProgramWording.ending(error, in: data.folder)
    }
    let author: Author
    if let named = try delivery.namedAuthor() {
      author = named
    } else if let administrator = state.administrators.term(at: now)?.administrator {
      author = .account(administrator)
    } else {
      author = .committee
    }
    var place = ProgramPlaceOption()
    place.data = data.folder
    place.log = nil
    let desk = EntryDesk(
      delivery: delivery, place: place, now: now, isClockSet: clock.text != nil)
    return try await desk.deliver(
      items, by: author, base: EntryBase(state), reader: reader, blobs: blobs)
  }

  /// A draft's file: `liquidity-12.frozen.json`.
  static func file(_ id: EpochID, _ version: Int, _ what: String) -> String {
    let suffix = version == 1 ? "" : ".v\(version)"
    return "\(id.pool)-\(id.number)\(suffix).\(what).json"
  }
}
