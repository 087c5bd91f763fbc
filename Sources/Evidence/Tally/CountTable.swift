import Quantities

/// The quorum counts of every provider, class and track, in flat arrays.
///
/// Each provider has one entry per class that any evidence shows there, ascending, and one last
/// entry for all other classes, whose counts are 0 or unknown. Without evidence there is none.
struct CountTable: Equatable, Sendable {
  /// The class number that stands for every class without an entry of its own.
  static let restClass = UInt32.max

  let trackCount: Int
  /// `entryClasses[providerOffsets[p]..<providerOffsets[p + 1]]` are the classes of provider p.
  private(set) var providerOffsets: [UInt32]
  private(set) var entryClasses: [UInt32] = []
  /// The runs of entry e and track k end at `runEnds[e * trackCount + k]`, where the next begin.
  private(set) var runEnds: [UInt32] = []
  private(set) var runs: [CountRun] = []

  init(trackCount: Int, providerCount: Int) {
    self.trackCount = trackCount
    providerOffsets = [0]
    providerOffsets.reserveCapacity(providerCount + 1)
  }

  mutating func endProvider() { providerOffsets.append(UInt32(entryClasses.count)) }

  mutating func beginEntry(_ rawClass: UInt32) { entryClasses.append(rawClass) }

  mutating func append(_ run: CountRun) { runs.append(run) }

  mutating func endTrack() { runEnds.append(UInt32(runs.count)) }

  func entries(of provider: ProviderIndex) -> Range<Int> {
    Int(providerOffsets[provider.position])..<Int(providerOffsets[provider.position + 1])
  }

  /// The entry of the class, or that of all other classes, or nil without any evidence.
  func entry(of provider: ProviderIndex, rawClass: UInt32) -> Int? {
    let entries = entries(of: provider)
    for entry in entries where entryClasses[entry] == rawClass { return entry }
    return entries.last
  }

  func runs(entry: Int, track: Int) -> ArraySlice<CountRun> {
    let index = entry * trackCount + track
    let from = index == 0 ? 0 : Int(runEnds[index - 1])
    return runs[from..<Int(runEnds[index])]
  }
}
