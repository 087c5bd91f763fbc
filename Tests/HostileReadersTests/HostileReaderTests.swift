import Foundation
import HostileReaders
import Testing

/// Every reader of outside bytes gets some hundred inputs that nearly fit. What crashes one ends
/// the run, and `Fuzz/run READER` finds the case; hours of the same are `make fuzz`'s.
@Suite struct HostileReaderTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  /// What all cases of one reader may take together, beyond its first ten.
  private static let budget = Duration.milliseconds(400)

  @Test func everyReaderReturnsFromWhatNearlyFits() throws {
    let readers = try Corpus(root: Self.root).readers()
    #expect(Set(readers.map(\.name)).count == readers.count)
    let clock = ContinuousClock()
    for reader in readers {
      try #require(!reader.mutator.samples.isEmpty, "\(reader.name) has no sample")
      for sample in reader.mutator.samples.prefix(4) { reader.read(sample) }
      let end = clock.now.advanced(by: Self.budget)
      for number in UInt64(0)..<500 {
        reader.read(reader.mutator.input(seed: 1, case: number))
        if number >= 10, clock.now >= end { break }
      }
    }
  }
}
