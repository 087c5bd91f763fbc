public import Evidence
public import Quantities
import Rewards

/// Shows what own samples say of one provider in one epoch.
public struct ViewUptime: Sendable {
  /// The program, with the facts folded so far.
  public private(set) var reader: ProgramReader

  /// Works on a program.
  public init(_ reader: ProgramReader) {
    self.reader = reader
  }

  /// The provider's uptime over a frozen epoch; nil when it takes no part in the program.
  public mutating func uptime(
    of provider: Address, in id: EpochID
  ) throws(EpochRefusal) -> UptimeWindow? {
    try reader.require(id)
    let freeze = try reader.freeze(of: id, version: 1)
    var loading = EpochLoading(reader, freeze)
    let input = try loading.input()
    reader = loading.reader
    guard let position = input.roster.firstIndex(of: provider) else { return nil }
    let stretches = input.tally.stretches(ProviderIndex(UInt32(position)))
    return UptimeWindow(stretches, window: input.tally.span)
  }
}
